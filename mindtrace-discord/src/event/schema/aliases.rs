//! Removes the aliases of fields from a schema. serde lists them beside the fields, and refuses a value that has both.

use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

/// Tries a value. Returns where it has a field twice, as a pointer into it, and the name of that field.
pub(super) type Doubled<'a> = &'a dyn Fn(&Value) -> Option<(String, String)>;

/// Removes the properties that are aliases of others, from the schema and the sample.
pub(super) fn remove(schema: &mut Value, sample: &mut Value, doubled: Doubled<'_>) {
    while let Some((pointer, field)) = doubled(sample) {
        let aliases = of_field(sample, &pointer, &field, doubled);
        if aliases.is_empty() {
            return;
        }
        let properties = described(schema, &pointer).and_then(|schema| schema.get_mut("properties"));
        let objects = [properties, sample.pointer_mut(&pointer)].into_iter().flatten();
        for object in objects.filter_map(Value::as_object_mut) {
            object.retain(|name, _| !aliases.contains(name));
        }
    }
}

/// Returns the place of an error as a pointer into the value.
pub(super) fn pointer(path: &Path) -> Option<String> {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(format!("/{index}")),
        Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
        _ => None,
    };
    path.iter().map(step).collect()
}

/// Returns the aliases of a field: beside it alone, each makes the field double.
fn of_field(sample: &Value, pointer: &str, field: &str, doubled: Doubled<'_>) -> Vec<String> {
    let Some(object) = sample.pointer(pointer).and_then(Value::as_object) else { return Vec::new() };
    let Some(own) = object.get(field) else { return Vec::new() };
    let is_alias = |name: &str, value: &Value| {
        let mut pair = sample.clone();
        if let Some(object) = pair.pointer_mut(pointer) {
            let both = [(field.to_owned(), own.clone()), (name.to_owned(), value.clone())];
            *object = Value::Object(Map::from_iter(both));
        }
        doubled(&pair).is_some_and(|(at, twice)| at == pointer && twice == field)
    };
    let others = object.iter().filter(|(name, _)| *name != field);
    others.filter(|(name, value)| is_alias(name, value)).map(|(name, _)| name.clone()).collect()
}

/// Returns the schema of the value that a pointer leads to.
fn described<'s>(schema: &'s mut Value, pointer: &str) -> Option<&'s mut Value> {
    pointer.split('/').skip(1).try_fold(schema, |schema, step| {
        if schema.get("items").is_some() {
            return schema.get_mut("items");
        }
        schema.get_mut("properties")?.get_mut(step.replace("~1", "/").replace("~0", "~"))
    })
}
