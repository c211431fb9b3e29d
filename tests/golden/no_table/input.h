/* Nothing is annotated. */
struct user {
    int id;
};
