import { expect, it } from "vitest";
import { templates } from "../../src/cadences/templates.ts";
import { checkInTexts } from "../../src/check-ins/texts.ts";

it.each(templates().map((template) => [template.id, template] as const))(
  "%s says of each answer that enters no digest where it can be read",
  (_, template) => {
    const unfed = template.questions.filter(({ feeds }) => feeds === undefined);
    const unsaid = unfed.filter(({ hint }) => {
      if (typeof hint !== "object") return true;
      const { read: english } = checkInTexts.en.summary;
      const { read: french } = checkInTexts.fr.summary;
      return !hint.en.includes("Not in any digest") || !hint.en.includes(english) || !hint.fr.includes(french);
    });
    expect(unsaid.map(({ key }) => key)).toEqual([]);
  },
);
