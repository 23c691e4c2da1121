//! One stylesheet for all elements of a document, constructed: no `<style>`, so a page may forbid
//! inline styles.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, HtmlElement, ShadowRoot};

use crate::form::STYLE;

thread_local! {
    /// The sheet of the document that last asked: constructed sheets belong to one document.
    static SHEET: RefCell<Option<(Document, CssStyleSheet)>> = const { RefCell::new(None) };
}

/// Lets the element's shadow root adopt the sheet, behind those that the page or a server has put
/// there. A browser without constructed sheets shows the form unstyled.
pub(super) fn adopt(host: &HtmlElement) {
    let sheet = host.owner_document().and_then(|document| sheet(&document));
    if let (Some(root), Some(sheet)) = (host.shadow_root(), sheet) {
        let root: &ShadowRoot = &root;
        let before = Reflect::get(root, &"adoptedStyleSheets".into())
            .map(|sheets| Array::from(&sheets))
            .unwrap_or_default();
        if !before.includes(&sheet, 0) {
            before.push(&sheet);
            // The setter refuses only sheets of other documents; an element that moves to one loses
            // all of its sheets.
            let _ = Reflect::set(root, &"adoptedStyleSheets".into(), &before);
        }
    }
}

fn sheet(document: &Document) -> Option<CssStyleSheet> {
    SHEET.with_borrow_mut(|held| match held {
        Some((owner, sheet)) if owner == document => Some(sheet.clone()),
        held => {
            let sheet = construct(document)?;
            *held = Some((document.clone(), sheet.clone()));
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
