/** Opens how long what is kept about people is kept, which is known above. */
export const privacyOpen = "privacy.open";
