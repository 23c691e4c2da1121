//! Token sources, whole: the code of `docs/auth-*.md` in a browser, with the libraries that it
//! names, against a stand-in for Microsoft Entra, Microsoft Teams and Microsoft Graph on this
//! machine.

mod bff;
mod msal;
mod teams;
