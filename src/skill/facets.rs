//! The nested types of the resource: `inferenceData`, `identitySet` and `identity`.

use super::open_type::open_type;

open_type! {
    /// How an application inferred a skill:
    /// [inferenceData](https://learn.microsoft.com/graph/api/resources/inferencedata?view=graph-rest-beta).
    InferenceData {
        /// `@odata.type`, `microsoft.graph.inferenceData` where given.
        odata_type: String = "@odata.type",
        /// How sure the application was. A Double of any range: the documentation gives none, and
        /// its sample is `1024`.
        confidence_score: f64 = "confidenceScore",
        /// Whether the person has said that the inference is right.
        user_has_verified_accuracy: bool = "userHasVerifiedAccuracy",
    }
}

open_type! {
    /// Who did something, and by what:
    /// [identitySet](https://learn.microsoft.com/graph/api/resources/identityset?view=graph-rest-beta),
    /// an open type.
    IdentitySet {
        /// `@odata.type`, `microsoft.graph.identitySet` where given.
        odata_type: String = "@odata.type",
        /// The application that acted.
        application: Identity = "application",
        /// The device that was used.
        device: Identity = "device",
        /// The person who acted.
        user: Identity = "user",
    }
}

open_type! {
    /// One party of an [`IdentitySet`]:
    /// [identity](https://learn.microsoft.com/graph/api/resources/identity?view=graph-rest-beta),
    /// an open type.
    Identity {
        /// `@odata.type`, `microsoft.graph.identity` where given.
        odata_type: String = "@odata.type",
        /// The party's identifier.
        id: String = "id",
        /// The party's name. It may be out of date.
        display_name: String = "displayName",
    }
}
