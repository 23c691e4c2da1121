//! The syntax of faults, as `--help` prints it. A test parses each example in the first column.

/// The description of `--faults`.
pub const GRAMMAR: &str = "\
Simulate faults of networks and services if a request specifies them

A fault consists of words, separated by ';'. Each is `name` or `name:value`. A request specifies faults with the query option `fault`, if its
path is under /beta, or with the header `x-fault`. Several faults apply in order. Without `times`, a fault applies each time. With `times`,
the request after the last one passes, and the count restarts. A fault with the method of another request applies to that request:
POST …/skills?fault=method:GET;status:500 makes the next list fail.

PUT /faults sets a script: a JSON array of faults. Each is a text as above, or an object with the words as members:
[{\"method\":\"POST\",\"times\":2,\"status\":429,\"header\":{\"Retry-After\":\"1\"}}, \"method:GET;status:500\"]. In an object, values can
contain ';'. The first matching fault applies to a request under /beta, and a fault without `times` applies once. Faults that the request
specifies come before the script. A fault without an effect lets a request pass: \"method:GET\", then \"method:GET;status:500\", makes
the second list fail. GET /faults returns the remaining script and all requests. DELETE /faults deletes both.

Durations are, for example, 500ms, 60s, 2m, 1h, or 3d.

Matching requests
  method:PATCH            with this method. Without it, all methods except OPTIONS, which must be specified
  path:/skills            whose path ends with this text; path:/skills/* matches the path of any skill. In a script,
                          required for requests outside /beta
  on:reused               on a connection that was already used; on:fresh on a new connection
  after:1                 skips the first match
  times:2                 two matches; times:always all matches

Processing. With a status other than 201 (PATCH: 200, DELETE: 204), nothing is stored, unless `commit` is specified
  commit                  processes the request normally; commit:no does not process it (204, unless a status is specified);
                          commit:twice processes it twice, as when a browser repeats it; commit:60s processes it this long
                          after the response (504)
  store:proficiency=\"4\"   sets a value of the new or changed skill, for example store:createdDateTime=2016-12-31T23:58:10Z
  late:2                  omits the new skill from the next two lists; late:5s from all lists for this time. After a PATCH,
                          lists and GETs of the skill contain its earlier version instead, and both are counted

Response
  status:429              sets the status. If it is an error, the body is Graph's error
  code:UnknownError       sets the error code (400, unless a status is specified)
  message:                sets the error message, here an empty one
  target:webUrl           sets the property in the error's details
  header:ETag: \"1\"        adds or replaces a header
  retry-after:120         sets Retry-After to any text; retry-after-date:120s to a date this far in the future, and
                          retry-after-date:-60s in the past
  claims                  sends a claims challenge (401, unless a status is specified); claims:e30= with these claims
  redirect:self           redirects to the same URL (302, unless a status is specified); redirect:https://example.com/ to
                          another one
  body:html               sends a sign-in page. Other bodies are empty, object ({}), array ([]), null, sample (the
                          contract's example), and cut (half of the usual body), or the usual body with additions: huge
                          (100 MB), deep (100,000 arrays), wide (10,000 members), proto (__proto__), duplicate (an id and a
                          name twice), and utf8 (bytes that are not UTF-8)
  text:{\"id\":7}           sends this body
  type:text/plain         sets the Content-Type; type:none removes it
  etags                   adds @odata.etag to each skill in the response, and the header ETag. Without it, responses contain
                          neither, as those of the live service, but If-Match is evaluated
  set:displayName=Other   sets a value of each skill in the response: JSON, or otherwise a text; set:id removes the value
  shift:-3d               shifts the dates of the skills by days
  next:self               sets the nextLink of a list; next:https://example.com/ to another URL
  pages:2                 inserts two pages of other skills before the list
  hide:Retry-After        hides a header from the page's scripts
  cors:none               hides the response from pages of other origins; with method:OPTIONS, they cannot send the request

Delivery
  delay:2s                delays the response; delay:held until the script is replaced; delay:ever forever
  drip:50ms               sends the body one byte at a time
  stall:headers           sends nothing after the headers; stall:body after half of the body
  reset:unread            resets the connection before the request's body is read; reset:before before anything is stored;
                          reset:after instead of the response; reset:headers after its headers; reset:body in its body,
                          which is truncated
  close:after             closes the connection at the same points, without a reset";

#[cfg(test)]
mod tests {
    use super::GRAMMAR;
    use crate::faults::spec::Fault;

    /// Returns the first column. An example ends at two spaces or at the end of the line.
    fn examples() -> Vec<&'static str> {
        let rows = GRAMMAR
            .lines()
            .filter_map(|line| line.strip_prefix("  "))
            .filter(|line| !line.starts_with(' '));
        rows.map(|row| row.split("  ").next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn every_example_in_the_help_is_valid() {
        let examples = examples();
        assert!(examples.len() > 25, "{examples:?}");
        for example in examples {
            assert!(Fault::from_text(example).is_ok(), "{example}");
        }
    }
}
