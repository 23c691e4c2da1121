//! One constructed stylesheet for all elements of a document. Because there is no `<style>`, a
//! page's CSP may forbid inline styles.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, HtmlElement, ShadowRoot};

use crate::form::STYLE;

thread_local! {
    /// The stylesheet of the last document. A constructed stylesheet belongs to one document.
    static SHEET: RefCell<Option<(Document, CssStyleSheet)>> = const { RefCell::new(None) };
}

/// Adds the stylesheet to the element's shadow root, after those of the page or the server.
///
/// If the browser does not support constructed stylesheets, the form is unstyled.
pub(super) fn adopt(host: &HtmlElement) {
    let sheet = host.owner_document().and_then(|document| sheet(&document));
    if let (Some(root), Some(sheet)) = (host.shadow_root(), sheet) {
        let root: &ShadowRoot = &root;
        let before = Reflect::get(root, &"adoptedStyleSheets".into())
            .map(|sheets| Array::from(&sheets))
            .unwrap_or_default();
        if !before.includes(&sheet, 0) {
            before.push(&sheet);
            // The setter rejects only stylesheets of other documents. An element that moves to
            // another document loses all its stylesheets.
            let _ = Reflect::set(root, &"adoptedStyleSheets".into(), &before);
        }
    }
}

fn sheet(document: &Document) -> Option<CssStyleSheet> {
    SHEET.with_borrow_mut(|cached| match cached {
        Some((owner, sheet)) if owner == document => Some(sheet.clone()),
        cached => {
            let sheet = construct(document)?;
            *cached = Some((document.clone(), sheet.clone()));
            Some(sheet)
        }
    })
}

fn construct(document: &Document) -> Option<CssStyleSheet> {
    let window: JsValue = document.default_view()?.into();
    let constructor: js_sys::Function = Reflect::get(&window, &"CSSStyleSheet".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let sheet: CssStyleSheet = Reflect::construct(&constructor, &Array::new())
        .ok()?
        .unchecked_into();
    let replace: js_sys::Function = Reflect::get(&sheet, &"replaceSync".into())
        .ok()?
        .dyn_into()
        .ok()?;
    replace.call1(&sheet, &STYLE.into()).ok()?;
    Some(sheet)
}
