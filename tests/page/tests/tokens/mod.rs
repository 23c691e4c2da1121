//! The token sources: the code of `docs/auth-*.md` in a browser, with the libraries that it uses,
//! and local mocks of Microsoft Entra, Microsoft Teams, and Microsoft Graph.

mod bff;
mod msal;
mod teams;
