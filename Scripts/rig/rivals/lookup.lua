-- For wrk: one lookup after another, each of a new call, with a number that varies: lookup.lua PATH TOKEN RUN
--
-- Call IDs are of one length, and so are bodies: the head is made once, and wrk has little to do beside the servers.

local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("thread", threads)
end

local body = '{"fromNumber":"+1555%07d","toNumber":"+15550190000","callId":"%s-%d-%010d","type":"inbound"}'

function init(args)
    local path, token = args[1], args[2]
    run, count = args[3], 0
    head = "POST " .. path .. " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " .. token
        .. "\r\nContent-Type: application/json\r\nContent-Length: " .. #body:format(0, run, thread, 0) .. "\r\n\r\n"
end

function request()
    count = count + 1
    local number = 2000000 + (count * 7919 + thread * 3000017) % 7900000
    return head .. body:format(number, run, thread, count)
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format(
        '\n{"requests":%d,"microseconds":%d,"failed":%d,"p50":%d,"p99":%d}\n',
        summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)
    ))
end
