# ORM_SANITIZE: for all that is built here, the tests included, since sanitizers must agree in one
# program.
set(ORM_SANITIZE "" CACHE STRING "Sanitizers, separated by commas: address,undefined or thread")
if(ORM_SANITIZE)
    add_compile_options(-fsanitize=${ORM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ORM_SANITIZE})
endif()
