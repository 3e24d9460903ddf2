/** What is pressed around preferences: with the group that is changed. */
export const CHANGE = "preferences.change";
