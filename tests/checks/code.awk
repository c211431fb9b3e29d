# Prints C files as "file:line:code", comments taken out, strings left in.
FNR == 1 {
    in_comment = 0
}
{
    rest = $0
    code = ""
    while (rest != "") {
        if (in_comment) {
            at = index(rest, "*/")
            if (at == 0) {
                break
            }
            rest = substr(rest, at + 2)
            in_comment = 0
        } else if (match(rest, /"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\*|\/\//)) {
            token = substr(rest, RSTART, RLENGTH)
            code = code substr(rest, 1, RSTART - 1)
            rest = substr(rest, RSTART + RLENGTH)
            if (token == "//") {
                break
            } else if (token == "/*") {
                in_comment = 1
            } else {
                code = code token
            }
        } else {
            code = code rest
            break
        }
    }
    if (code ~ /[^ \t]/) {
        print FILENAME ":" FNR ":" code
    }
}
