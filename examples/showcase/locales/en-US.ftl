greeting = Hello { $name }!

command-greet =
    .name = greet
    .description = Greets in your language.
