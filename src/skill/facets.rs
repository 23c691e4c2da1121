//! The nested types of the resource: `inferenceData`, `identitySet`, and `identity`.

use super::open_type::open_type;

open_type! {
    /// How an application inferred a skill:
    /// [inferenceData](https://learn.microsoft.com/graph/api/resources/inferencedata?view=graph-rest-beta).
    InferenceData {
        /// `@odata.type`, which is `microsoft.graph.inferenceData` if present.
        odata_type: String = "@odata.type",
        /// The application's confidence in the inference. The documentation defines no range for
        /// this Double, and its sample value is `1024`.
        confidence_score: f64 = "confidenceScore",
        /// Whether the user confirmed that the inference is correct.
        user_has_verified_accuracy: bool = "userHasVerifiedAccuracy",
    }
}

open_type! {
    /// The parties to an action:
    /// [identitySet](https://learn.microsoft.com/graph/api/resources/identityset?view=graph-rest-beta),
    /// an open type.
    IdentitySet {
        /// `@odata.type`, which is `microsoft.graph.identitySet` if present.
        odata_type: String = "@odata.type",
        /// The application that performed the action.
        application: Identity = "application",
        /// The device on which the action was performed.
        device: Identity = "device",
        /// The user who performed the action.
        user: Identity = "user",
    }
}

open_type! {
    /// One party of an [`IdentitySet`]:
    /// [identity](https://learn.microsoft.com/graph/api/resources/identity?view=graph-rest-beta),
    /// an open type.
    Identity {
        /// `@odata.type`, which is `microsoft.graph.identity` if present.
        odata_type: String = "@odata.type",
        /// The party's identifier.
        id: String = "id",
        /// The party's display name, which may be out of date.
        display_name: String = "displayName",
    }
}
