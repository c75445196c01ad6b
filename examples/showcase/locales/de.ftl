greeting = Hallo { $name }!

command-greet =
    .name = gruss
    .description = Grüßt in deiner Sprache.
