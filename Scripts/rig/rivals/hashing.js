// A bare HTTP server: parses, hashes, answers, and keeps nothing: hashing.js PORT
'use strict';
const { createHmac } = require('node:crypto');
const { createServer } = require('node:http');

function answer(request, body, response) {
    const { fromNumber } = JSON.parse(body);
    const hash = createHmac('sha256', 'an organisation has one key').update(fromNumber).digest('hex');
    const text = JSON.stringify({
        externalId: `PHONE:${hash}`,
        data: { previousInteractionCount: 0, resolvedBy: 'phone' },
    });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
}

const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece) => { body += piece; });
    request.on('end', () => answer(request, body, response));
});
server.keepAliveTimeout = 60000;
server.listen(Number(process.argv[2]), '127.0.0.1');
