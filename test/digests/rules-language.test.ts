import { expect, it } from "vitest";
import { languageOfText } from "../../src/digests/rules-language.ts";

it.each([
  ["en", "October: templates, QA, training of customer care."],
  ["en", "Service messages go live on 24 November as planned; nothing needed from you."],
  ["en", "2.9 M events on Black Friday, nothing parked."],
  ["en", "We were in the stores for a week."],
  ["fr", "Import terminé sans écart inexpliqué, 240 tests réels passés, parcours approuvé en trois langues."],
  ["fr", "31 mars : nouvelle mesure à 60 jours."],
  ["fr", "La migration de la base de données est terminée."],
  ["fr", "Relu l’accord d’hier."],
])("is %s: %s", (language, text) => {
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
