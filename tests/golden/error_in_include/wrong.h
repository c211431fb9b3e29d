int broken(missing_t x);
