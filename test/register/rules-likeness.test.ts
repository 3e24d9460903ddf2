import { describe, expect, it } from "vitest";
import { likenessOf } from "../../src/register/drafts/rules-likeness.ts";

describe("what is said is surely what was said before", () => {
  it.each([
    ["Push certificates: no date, day 13", "Push certificates: no date, day 15; fallback costed"],
    ["Push certificates: no date", "PUSH CERTIFICATES – form accepted"],
    ["Push certificates: no date", "push certificate — week 3"],
    ["Push certificates", "Push certificates: no date, week 3"],
    ["Consentements : toujours pas importés", "Consentements\u00a0: échéance manquée, nouvelle date ?"],
    ["Reçus rejetés : un tiers", "recus rejetés: la moitié"],
    ["Consents without proof date (12 %): may we import them?", "Consents without proof date: legal looks at a sample"],
    ["iOS test cases (20) wait for the push certificates (Marcus)", "iOS test cases wait for the push certificates"],
    ["OPS-12: not assigned", "OPS-12: assigned to nobody"],
    ["Push certificates expire", "The push certificates will expire in June"],
    ["Certificats expirés", "certificats expires !"],
    ["The push certificates expired", "push certificates still expired, day 3"],
  ])("%s / %s", (one, other) => {
    expect(likenessOf(one, other)).toBe("same");
    expect(likenessOf(other, one)).toBe("same");
  });
});
