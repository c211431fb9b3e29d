# awk -v count=N -v to=FILE -f tables.awk: makes a header with N annotated structs, t0 to tN-1, each
# with references to itself, to the one before it and to the first.
BEGIN {
    print "/* " count " tables, made by tables.awk. */" >to
    print "#include <orm/annotations.h>" >to
    print "#include <stdbool.h>" >to
    print "#include <stdint.h>\n" >to
    for (i = 0; i < count; i++) {
        before = i == 0 ? 0 : i - 1
        if (i % 10 == 0) {
            group = i / 10
            printf "enum state%d { STATE%d_NEW, STATE%d_OPEN, STATE%d_DONE };\n\n", group, group, group, group >to
        }
        printf "struct ORM_TABLE(t%d) t%d {\n", i, i >to
        print "    int64_t id ORM_COLUMN(primary_key);" >to
        print "    char *name ORM_COLUMN(not_null, unique, check = \"length({name}) > 0\");" >to
        printf "    char code[8] ORM_COLUMN(unique = place%d, default = \"none\");\n", i >to
        printf "    int32_t number ORM_COLUMN(unique = place%d, default = 7, check = \"{number} <= 1000\");\n", i >to
        printf "    enum state%d state ORM_COLUMN(index, default = STATE%d_OPEN);\n", group, group >to
        print "    int64_t changed ORM_COLUMN(type = timestamp, unit = us, default = now);" >to
        print "    bool is_open ORM_COLUMN(default_sql = \"1 = 1\");" >to
        print "    double weight ORM_COLUMN(default_sql = \"1.5 * 2\", check = \"{weight} >= {number} * 0.001\");" >to
        print "    void *data ORM_COLUMN(size = data_size);" >to
        print "    uint32_t data_size;" >to
        printf "    int64_t parent_id ORM_COLUMN(references = t%d.id, on_delete = cascade, index, null_if = 0);\n", i >to
        printf "    int64_t before_id ORM_COLUMN(references = t%d.id, index = links%d, null_if = 0);\n", before, i >to
        printf "    int64_t first_id ORM_COLUMN(references = t0.id, on_delete = set_null, index = links%d, null_if = 0);\n", i >to
        print "};\n" >to
    }
}
