hello-name = hallo
hello-description = Sagt {$who} hallo.
    .what = { $count ->
        [one] ein
       *[other] viele
    }
-brand = Mindtrace
# Ein Kommentar
