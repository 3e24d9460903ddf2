import fc from "fast-check";
import { limits } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { type Rule, ruleSchema } from "../../src/cadences/recurrence/rule.ts";
import { rhythmInWords, templateInWords } from "../../src/cadences/recurrence/rule-in-words.ts";
import { templates } from "../../src/cadences/templates.ts";
import { anyRule } from "./any-rule.ts";

const { COMPOSITION_LIMITS } = limits;

const OWN = { zone: "participant" } as const;
const NINE = { at: "09:00", ...OWN } as const;

/** No-break spaces are written as `_`. */
const TABLE: [Rule, string, string][] = [
  [
    { every: "week", on: ["th"], at: "14:00", ...OWN },
    "every Thursday at 14:00, at each person’s own time",
    "chaque jeudi à 14_h, à l’heure de chaque personne",
  ],
  [
    { every: "day", at: "09:30", zone: "Europe/Paris" },
    "every day from Monday to Friday at 9:30, Paris time",
    "chaque jour du lundi au vendredi à 9_h_30 (heure locale_: Paris)",
  ],
  [
    { every: "week", on: ["fr", "tu"], interval: 2, anchor: "2026-01-05", at: "15:00", zone: "Europe/Amsterdam" },
    "every 2 weeks on Tuesday and Friday at 15:00, Amsterdam time, counted from 5_January_2026",
    "toutes les 2 semaines, le mardi et le vendredi, à 15_h (heure locale_: Amsterdam), en comptant à partir du 5_janvier_2026",
  ],
  [
    { every: "month", on: { nth: -2, weekday: "th" }, ...NINE },
    "on the last but one Thursday of each month at 9:00, at each person’s own time",
    "l’avant-dernier jeudi de chaque mois à 9_h, à l’heure de chaque personne",
  ],
  [
    { every: "month", on: { workingDay: -3 }, ...NINE },
    "on the third-last working day of each month at 9:00, at each person’s own time",
    "le 3e dernier jour ouvré de chaque mois à 9_h, à l’heure de chaque personne",
  ],
  [
    { every: "quarter", on: { week: 1, weekday: "tu" }, ...NINE },
    "on Tuesday of the first week of each quarter at 9:00, at each person’s own time",
    "le mardi de la première semaine de chaque trimestre à 9_h, à l’heure de chaque personne",
  ],
  [
    { every: "year", on: { month: 4, nth: 2, weekday: "mo" }, from: "2026-11-01", until: "2028-01-31", ...NINE },
    "each year on the second Monday of April at 9:00, at each person’s own time, from 1_November_2026, until 31_January_2028",
    "chaque année, le deuxième lundi d’avril à 9_h, à l’heure de chaque personne, à partir du 1er_novembre_2026, jusqu’au 31_janvier_2028",
  ],
  [
    {
      every: "year",
      on: { month: 1, workingDay: 3 },
      extra: ["2026-07-01"],
      except: ["2027-01-06", "2028-01-05"],
      ...NINE,
    },
    "each year on the third working day of January at 9:00, at each person’s own time, and on one more date, except on 2 dates",
    "chaque année, le troisième jour ouvré de janvier à 9_h, à l’heure de chaque personne, et à une date de plus, sauf à 2 dates",
  ],
  [
    { every: "week", on: ["mo"], pauses: [{ from: "2026-08-01", until: "2026-08-31" }], ...NINE },
    "every Monday at 9:00, at each person’s own time, with one pause",
    "chaque lundi à 9_h, à l’heure de chaque personne, avec une pause",
  ],
  [
    { every: "week", on: ["mo"], calendar: ["2026-05-25"], holidays: "after", ...NINE },
    "every Monday at 9:00, at each person’s own time, on the working day after if that’s a public holiday",
    "chaque lundi à 9_h, à l’heure de chaque personne, repoussé au jour ouvré suivant si c’est un jour férié",
  ],
];

const EN = { locale: "en-GB" };
const FR = { locale: "fr-FR" };

describe("a rule in words", () => {
  it("has the time as the reader’s clock shows it", () => {
    const rule = ruleSchema.parse({ every: "week", on: ["th"], at: "14:00", zone: "participant" });
    expect(rhythmInWords({ template: null, rule }, { locale: "en-US" }).replace(/\s/g, " ")).toContain(
      "every Thursday at 2:00 PM",
    );
  });

  it.each(TABLE)("%j", (rule, english, french) => {
    expect(ruleSchema.safeParse(rule).success).toBe(true);
    expect(rhythmInWords({ template: null, rule }, EN).replaceAll("\u00a0", "_")).toBe(english);
    expect(rhythmInWords({ template: null, rule }, FR).replaceAll("\u00a0", "_")).toBe(french);
  });

  it("is never a notation, whatever the rule, and not the same in both languages", () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const [english, french] = [
          rhythmInWords({ template: null, rule }, EN),
          rhythmInWords({ template: null, rule }, FR),
        ];
        expect(french).not.toBe(english);
        for (const words of [english, french]) {
          expect(words).not.toMatch(/undefined|NaN|null|[{}[\]*_]|\b(mo|tu|th|sa|su|workingDay|nth)\b| {2}|,,|, ,/);
          expect(words).toMatch(/^\p{Ll}/u);
        }
      }),
    );
  });

  it("tells every template in a line", () => {
    for (const { id, rule } of templates()) {
      for (const reader of [EN, FR]) {
        expect(rhythmInWords({ template: id, rule }, reader).length).toBeLessThan(130);
        // Beside its name in the list of templates.
        expect(templateInWords({ id, rule }, reader).length).toBeLessThanOrEqual(COMPOSITION_LIMITS.optionDescription);
      }
    }
  });
});
