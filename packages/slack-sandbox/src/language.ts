export type Language = "en" | "fr";

/** French for every French locale, English for all others. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith("fr") ? "fr" : "en";
}
