//! The words of faults, as `--help` explains them. Every spelling in the first column is one that
//! works.

/// What `--help` says of `--faults`.
pub const GRAMMAR: &str = "\
Do what goes wrong in networks and services when a request asks for it

A fault is words with ';' between them, each `name` or `name:value`. A request asks for it with the query option `fault`, if
it is one under /beta, or the header `x-fault`; several of them are tried in turn. Without `times` it is met every time; with it,
the request after the last one passes, and the count starts again. A fault that names the method of another request waits for that request:
POST …/skills?fault=method:GET;status:500 makes the next list fail.

PUT /faults takes a script, a JSON array of faults; each is a text as above, or an object whose members are the words:
[{\"method\":\"POST\",\"times\":2,\"status\":429,\"header\":{\"Retry-After\":\"1\"}}, \"method:GET;status:500\"]. In an object, a
value may hold ';' too. A request under /beta meets the first fault that it matches; a fault without `times` is met once. A
fault of the request's own comes before the script. A fault without an effect lets a request pass: \"method:GET\", then
\"method:GET;status:500\", fails the second list. GET /faults tells what is left and every request seen; DELETE /faults forgets
all of it.

Durations are 500ms, 60s, 2m, 1h or 3d.

Which requests
  method:POST             of this method. Without it, any but OPTIONS: a preflight has to be named
  path:/skills            whose path ends with this. In a script, the only way to meet a request outside /beta
  on:reused               on a connection that carried a request before; on:fresh on one that did not
  after:1                 the first match passes
  times:2                 two matches; times:always all of them

What is done. With a status other than 201 nothing is stored, unless `commit` says so
  commit                  done as usual; commit:no not done (and a 204, if no other status is named); commit:twice done
                          twice, as when a browser sends it again; commit:60s done this long after the answer (a 504)
  store:proficiency=\"4\"   the new skill gets this value; store:createdDateTime=2016-12-31T23:58:10Z moves it
  late:2                  the new skill is missing in the next two lists; late:5s for so long

What is answered
  status:429              with Graph's error, if it is one
  code:UnknownError       the error's code (with a 400, unless there is a status)
  message:                its message, here an empty one
  target:webUrl           the property that its details name
  header:ETag: \"1\"        a header more, or another value of one
  retry-after:120         any text; retry-after-date:120s is a date so far ahead, or behind: retry-after-date:-60s
  claims                  a challenge (with a 401, unless there is a status); claims:e30= with these claims
  redirect:self           to the same URL (with a 302, unless there is a status); redirect:https://example.com/ elsewhere
  body:html               a log-in page. Of another kind: empty, object ({}), array ([]), null, sample (the answer of the
                          contract's page), cut (half of it). Or the usual one with more in it: huge (100 MB), deep (100 000
                          arrays), wide (10 000 members), proto (__proto__), duplicate (an id and a name twice), utf8 (bytes
                          that are none)
  text:{\"id\":7}           this body
  type:text/plain         its Content-Type; type:none without one
  set:displayName=Other   every skill in the answer gets this value, which is JSON, or a text if it is not; set:id without it
  shift:-3d               their dates are days off
  next:self               a list's nextLink; next:https://example.com/ elsewhere
  pages:2                 two pages of other skills come before the list
  hide:Retry-After        a page's script may not read this header
  cors:none               no page may read any of it; with method:OPTIONS no page may send it

How it arrives
  delay:2s                the answer waits; delay:ever for ever
  drip:50ms               its body comes a byte at a time
  stall:headers           nothing after the headers; stall:body half of the body
  reset:unread            the connection is reset before the body of the request is read; reset:before before anything is
                          stored; reset:after in place of the answer; reset:headers after its headers; reset:body amid its
                          body, which is truncated
  close:after             the same places, with an orderly end of the connection";

#[cfg(test)]
mod tests {
    use super::GRAMMAR;
    use crate::faults::spec::Fault;

    /// The first column: spellings end where two spaces, or the line, do.
    fn spellings() -> Vec<&'static str> {
        let rows = GRAMMAR
            .lines()
            .filter_map(|line| line.strip_prefix("  "))
            .filter(|line| !line.starts_with(' '));
        rows.map(|row| row.split("  ").next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn every_spelling_in_the_help_is_one_that_works() {
        let spellings = spellings();
        assert!(spellings.len() > 25, "{spellings:?}");
        for spelling in spellings {
            assert!(Fault::from_text(spelling).is_ok(), "{spelling}");
        }
    }
}
