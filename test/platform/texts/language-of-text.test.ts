import { expect, it } from "vitest";
import { isInAnother, languageMark, languageOfText } from "../../../src/platform/texts/language-of-text.ts";

it.each([
  ["en", "October: templates, QA, training of customer care."],
  ["en", "Service messages go live on 24 November as planned; nothing needed from you."],
  ["en", "2.9 M events on Black Friday, nothing parked."],
  ["en", "We were in the stores for a week."],
  ["fr", "Import terminé sans écart inexpliqué, 240 tests réels passés, parcours approuvé en trois langues."],
  ["fr", "31 mars : nouvelle mesure à 60 jours."],
  ["fr", "La migration de la base de données est terminée."],
  ["fr", "Relu l’accord d’hier."],
  // f2-19
  ["en", "Five push types run in staging; customers will get 9 messages instead of 41."],
  ["en", "8 Oct: first 12 stores. 17 Oct: all 218. 17 Nov: launch."],
  ["en", "German wording may need a decision above legal."],
  ["en", "Page live in staging in three languages."],
  ["en", "Consents without proof date: waiting for legal, sample sent today"],
  ["fr", "Réponse du juridique attendue demain."],
  ["fr", "Les deux autres défauts"],
])("is %s, also in few words (f2-19): %s", (language, text) => {
  expect(languageOfText(text)).toBe(language);
});

it.each([
  "Was will das Team in dieser Woche, und was hat es in der letzten getan?",
  "Wir haben die Freigabe der Daten in dieser Woche nicht bekommen.",
  "La fecha de la entrega se mueve de noviembre a diciembre.",
  "La base de datos se ha probado y el equipo está listo.",
  "Il lancio è spostato al 3 dicembre, la squadra è in ritardo di due settimane.",
  "A data de entrega passou de novembro para dezembro, e a equipe está com duas semanas de atraso.",
  "De levering is in de week van 3 december, dat is twee weken te laat en was te voorzien.",
  "De last is hoog, we gaan door; over drie dagen is er een demo.",
  "Der Test läuft just seit Montag, die Last ist hoch.",
  "Faltan tres tiendas, solo quedan dos pruebas.",
  "Mancano tre negozi, come previsto si parte domani.",
  "Jamais faltam lojas, o teste some amanhã.",
  "We zijn in week 45 nog niet klaar met de test en we will het is in orde.",
])("is neither, where it is a third language: %s", (text) => {
  expect(languageOfText(text)).toBeNull();
});

it.each(["Go/no-go.", "Safari.", "16 nov. : lancement", "8 Oct: 12 stores."])(
  "is not told of so little: %s",
  (text) => {
    expect(languageOfText(text)).toBeNull();
  },
);

it.each([
  "Wir haben die Freigabe der Daten in dieser Woche nicht bekommen.",
  "La base de datos se ha probado y el equipo está listo.",
  "Il lancio è spostato al 3 dicembre, la squadra è in ritardo di due settimane.",
  "De levering is in de week van 3 december, dat is twee weken te laat en was te voorzien.",
])("is in another, as its commonest words tell: %s", (text) => {
  expect(isInAnother(text)).toBe(true);
});

it.each(["12 stores of 40 are live.", "Les tests du site sont finis.", "Go-live mit SAP.", "Safari."])(
  "is not known to be in another: %s",
  (text) => {
    expect(isInAnother(text)).toBe(false);
  },
);

const ENGLISH_FORM = [
  "Replay every day.",
  "Counsel accepts a shorter text in principle; the written opinion comes next week.",
];

it.each([
  ["Replay every day.", "fr-FR", ENGLISH_FORM, "en"],
  ["10 Nov: go/no-go.", "fr-FR", ENGLISH_FORM, "en"],
  ["Replay every day.", "en-GB", ENGLISH_FORM, null],
  // Its own words are plain, whatever the rest of the form is in.
  ["La reprise des données est terminée.", "fr-FR", ENGLISH_FORM, null],
  ["La reprise des données est terminée.", "en-GB", ENGLISH_FORM, "fr"],
  // A third language, figures alone, and a form that does not tell either.
  ["Wir haben die Freigabe der Daten nicht bekommen.", "fr-FR", ENGLISH_FORM, null],
  ["12 %", "fr-FR", ENGLISH_FORM, null],
  ["Go/no-go.", "fr-FR", ["Go/no-go."], null],
] as const)("marks %s for a reader of %s by what was written with it", (text, locale, form, mark) => {
  expect(languageMark({ locale }, text, form)).toBe(mark);
});
