/// What a wall can be painted in.
enum Color {
    Red,
    DarkRed,
    #[choice(name = "Deep sea blue", value = "blue")]
    Blue,
    r#Type,
}
