/** Has the installation proved, by what runs it, which is known above. */
export const installationCheck = "installation.check";
/** Opens how long what is kept about people is kept, which is known above. */
export const privacyOpen = "privacy.open";
