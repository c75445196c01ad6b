//! Bodies with files: `multipart/form-data` (RFC 7578), as Discord wants it: the JSON as `payload_json`, the files as `files[n]`.

use bytes::Bytes;
use http::HeaderValue;

use super::request::Body;
use crate::reply::File;

/// Builds a body of JSON and files.
pub(super) fn body(json: &[u8], files: &[File]) -> Body {
    let boundary = boundary(json, files);
    let mut bytes =
        Vec::with_capacity(json.len() + files.iter().map(|file| file.bytes.len() + 256).sum::<usize>());
    let mut part = |disposition: &str, content_type: &str, content: &[u8]| {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {content_type}\r\n\r\n"
        );
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\r\n");
    };
    part("name=\"payload_json\"", "application/json", json);
    for (number, file) in files.iter().enumerate() {
        let disposition = format!("name=\"files[{number}]\"; filename=\"{}\"", escaped(&file.name));
        part(&disposition, "application/octet-stream", &file.bytes);
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    // A boundary of letters and digits is a valid header value.
    let content_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}")).ok();
    Body { content_type, bytes: Bytes::from(bytes) }
}

/// Returns a boundary that none of the parts contains. Files may come from users, so it must not be predictable.
fn boundary(json: &[u8], files: &[File]) -> String {
    loop {
        let boundary = crate::random::name();
        let is_in = |bytes: &[u8]| bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        if !is_in(json) && !files.iter().any(|file| is_in(&file.bytes)) {
            return boundary;
        }
    }
}

/// Escapes a file name as browsers do, so that it cannot end the header.
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::body;
    use crate::reply::File;

    #[test]
    fn a_file_name_cannot_end_its_header() {
        let file = File::new("a\"\r\nX-Evil: 1.txt", "text");
        let built = body(b"{}", &[file]);
        let text = String::from_utf8(built.bytes.to_vec()).unwrap();
        assert!(text.contains("name=\"files[0]\"; filename=\"a%22%0D%0AX-Evil: 1.txt\"\r\n"), "{text}");
        let boundary =
            built.content_type.unwrap().to_str().unwrap().split_once("boundary=").unwrap().1.to_owned();
        assert_eq!(text.matches(&format!("--{boundary}\r\n")).count(), 2);
        assert!(text.ends_with(&format!("\r\ntext\r\n--{boundary}--\r\n")), "{text}");
    }
}
