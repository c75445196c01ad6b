//! Rules for Components V2: containers, sections, texts and media.

use serde_json::Value;

use super::{
    ACTION_ROW, BUTTON, CONTAINER, FILE, MEDIA_GALLERY, Rules, SECTION, SEPARATOR, TEXT_DISPLAY, THUMBNAIL,
    field, flatten, kind, list, text,
};

const COMPONENTS: usize = 40;
const DISPLAYED: usize = 4000;
const GALLERY: usize = 10;
/// The component types allowed inside a container.
const INSIDE: [u64; 6] = [ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR];
/// The component types allowed outside of a container.
const OUTSIDE: [u64; 7] = [ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER];

impl Rules {
    pub(super) fn layout(&mut self, components: &[Value]) {
        let all = flatten(components);
        if all.len() > COMPONENTS {
            let message = format!("A message has at most {COMPONENTS} components");
            self.report("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message);
        }
        let texts = all.iter().filter(|component| kind(component) == TEXT_DISPLAY);
        if texts.map(|display| text(display, "content").chars().count()).sum::<usize>() > DISPLAYED {
            let message = format!("The texts displayed have more than {DISPLAYED} characters altogether");
            self.report("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message);
        }
        self.each("components", components, &OUTSIDE);
    }

    fn each(&mut self, path: &str, components: &[Value], allowed: &[u64]) {
        for (index, component) in components.iter().enumerate() {
            let path = format!("{path}.{index}");
            match kind(component) {
                other if !allowed.contains(&other) => self.wrong_type(&path, allowed),
                ACTION_ROW => self.row(&path, component),
                SECTION => self.section(&path, component),
                TEXT_DISPLAY => self.required_text(&path, component, "content", DISPLAYED),
                MEDIA_GALLERY => self.gallery(&path, component),
                FILE => self.file(&path, component),
                SEPARATOR => self.range(&path, component, "spacing", 1, 2),
                _ => self.container(&path, component),
            }
        }
    }

    fn container(&mut self, path: &str, container: &Value) {
        self.range(path, container, "accent_color", 0, 0x00ff_ffff);
        let inside = list(container, "components");
        if inside.is_empty() {
            self.count(&format!("{path}.components"), 0, 1, COMPONENTS);
        }
        self.each(&format!("{path}.components"), inside, &INSIDE);
    }

    fn section(&mut self, path: &str, section: &Value) {
        let texts = list(section, "components");
        self.count(&format!("{path}.components"), texts.len(), 1, 3);
        self.each(&format!("{path}.components"), texts, &[TEXT_DISPLAY]);
        let path = format!("{path}.accessory");
        match field(section, "accessory") {
            None => self.report(path, "BASE_TYPE_REQUIRED", "This field is required"),
            Some(accessory) if kind(accessory) == BUTTON => self.button(&path, accessory),
            Some(accessory) if kind(accessory) == THUMBNAIL => self.media(&path, accessory, "media"),
            Some(_) => self.wrong_type(&path, &[BUTTON, THUMBNAIL]),
        }
    }

    fn gallery(&mut self, path: &str, gallery: &Value) {
        let items = list(gallery, "items");
        self.count(&format!("{path}.items"), items.len(), 1, GALLERY);
        for (index, item) in items.iter().enumerate() {
            self.media(&format!("{path}.items.{index}"), item, "media");
        }
    }

    fn file(&mut self, path: &str, file: &Value) {
        self.media(path, file, "file");
        let url = field(file, "file").map(|media| text(media, "url")).unwrap_or_default();
        // A resolved reference keeps the id of the attachment.
        let refers = field(file, "file").is_some_and(|media| field(media, "attachment_id").is_some());
        if !url.is_empty() && !refers && !url.starts_with("attachment://") {
            let message = "A file has to refer to an attachment as attachment://<filename>";
            self.report(format!("{path}.file.url"), "URL_TYPE_INVALID_SCHEME", message);
        }
    }

    fn media(&mut self, path: &str, holder: &Value, key: &str) {
        self.optional_text(path, holder, "description", 1024);
        let path = format!("{path}.{key}");
        let Some(media) = field(holder, key) else {
            self.report(path, "BASE_TYPE_REQUIRED", "This field is required");
            return;
        };
        self.required_text(&path, media, "url", 2048);
        let url = text(media, "url");
        if !url.is_empty()
            && !["http://", "https://", "attachment://"].iter().any(|scheme| url.starts_with(scheme))
        {
            let message = "Scheme must be one of ('http', 'https', 'attachment').";
            self.report(format!("{path}.url"), "URL_TYPE_INVALID_SCHEME", message);
        }
    }
}
