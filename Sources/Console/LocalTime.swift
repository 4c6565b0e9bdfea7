import Glibc

/// The offset of this machine's clock from UTC now; Foundation's time zones would bring a database of their own along.
func secondsFromGMT() -> Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return local.tm_gmtoff
}
