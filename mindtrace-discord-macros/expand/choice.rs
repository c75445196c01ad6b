/// The colors of a wall.
enum Color {
    Red,
    DarkRed,
    #[choice(name = "Deep sea blue", value = "blue")]
    Blue,
    r#Type,
}
