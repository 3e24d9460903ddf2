import { describe, expect, it } from "vitest";
import { isSameNeed, likenessOf, mostLikely } from "../../src/register/drafts/rules-likeness.ts";
import { titleFrom } from "../../src/register/rules.ts";

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

describe("what is said is perhaps what was said before: then one asks", () => {
  it.each([
    ["Push certificates: no date", "Push certificates of iOS: no date"],
    ["iOS certificates, being processed", "Certificates for iOS push are with Corporate Security"],
    ["Access to the staging database for Arjun", "Access to the staging database for Léa"],
  ])("%s / %s", (one, other) => {
    expect(likenessOf(one, other)).toBe("alike");
    expect(likenessOf(other, one)).toBe("alike");
  });
});

describe("what is said is another thing", () => {
  it.each([
    ["Push certificates expire", "Hire one data engineer"],
    ["Blocked: no laptop", "Blocked: tests are red"],
    ["Risque : le juriste est absent", "Risque : deux serveurs en panne"],
    ["Day 3: no answer from legal", "Day 3: laptop stolen"],
    ["OPS-12: not assigned", "OPS-13: closed by mistake"],
    ["QA: nobody free", "QA: phone broken"],
    ["a b c", "a b c"],
  ])("%s / %s", (one, other) => {
    expect(likenessOf(one, other)).toBe("other");
    expect(likenessOf(other, one)).toBe("other");
  });
});

describe("of several items, what is said is about", () => {
  const item = (id: string, text: string, raised_at = "2026-10-01T08:00:00.000Z") => ({
    id,
    raised_at,
    ...titleFrom(text),
  });
  const always = () => true;
  const chosen = (items: ReturnType<typeof item>[], text: string, mayTake: () => boolean = always) =>
    mostLikely(items, titleFrom(text), mayTake)?.id;

  it("the one with the most words in common, then the oldest, in whatever order they are read", () => {
    const android = item("b", "Push certificates: the Android ones are missing too", "2026-10-02T08:00:00.000Z");
    const ios = item("a", "Push certificates: no date from Security");
    const late = item("0", "Push certificates: no date from Security", "2026-10-03T08:00:00.000Z");
    for (const items of [
      [android, ios, late],
      [late, ios, android],
    ]) {
      expect(chosen(items, "Push certificates: Android ones, day 2")).toBe("b");
      expect(chosen(items, "Push certificates: form bounced")).toBe("a");
    }
  });

  it("none, where the answer or the item is a list, unless its words are the very same", () => {
    const list = "1. Push certificates: no date. 2. Store receipts: rejected.";
    expect(chosen([item("a", "Push certificates: no date.")], list)).toBeUndefined();
    expect(chosen([item("a", list)], "Push certificates: no date.")).toBeUndefined();
    expect(chosen([item("a", list)], `  ${list.toUpperCase()}`)).toBe("a");
    expect(
      chosen([item("a", "Push certificates: no date")], "Push certificates: day 2\nStore receipts: rejected"),
    ).toBeUndefined();
  });

  it("none, where it may not take the words, unless they are the very same", () => {
    const known = [item("a", "Push certificates: no date")];
    expect(chosen(known, "Push certificates: day 2", () => false)).toBeUndefined();
    expect(chosen(known, "push certificates:  no date", () => false)).toBe("a");
  });
});

describe("a need that is asked again (B10)", () => {
  const RELEASE = "Release Dieter from Analytics to Loyalty, three days a week until 15 January?";
  it.each([
    [RELEASE, "Margaret: release Dieter from Analytics to Loyalty, three days until January?"],
    [RELEASE, "RELEASE Dieter from analytics to loyalty, three days, until 22 January"],
    [
      "Accepter la formulation courte pour l’Allemagne ?",
      "Accepter la formulation courte pour l'Allemagne d’ici vendredi",
    ],
    ["Approve £50k for the letters", "Approve £50k for the letters!"],
    [
      "Help test the deadlock code in the [issue list](https://example.org/issues?q=is%3Aopen+label%3AA-parallel) and try to reproduce the issue",
      "Help test the deadlock code in the [issue list](https://example.org/labels) and try to reproduce the issues.",
    ],
    ["Confirm the venue by 8 October, 5 days before", "Confirm the venue by 24 December, 10 days before"],
    ["Read the plan at https://example.org/plans/2026/first-draft", "Read the plan at https://example.org/final"],
  ])("%s – %s", (one, other) => {
    expect([isSameNeed(one, other), isSameNeed(other, one)]).toEqual([true, true]);
  });

  it.each([
    [
      "another word in the place of one",
      RELEASE,
      "Release Farah from Analytics to Loyalty, three days a week until 15 January?",
    ],
    ["no more than whom it asks", "Margaret: release Dieter", "Margaret: release the budget"],
    ["another amount", "Approve £50k for the letters", "Approve £80k for the letters"],
    [
      "another number of people",
      "Pouvons-nous recruter 11 personnes pour les anciennes archives ?",
      "Pouvons-nous recruter 62 personnes pour les anciennes archives ?",
    ],
    ["half of it", RELEASE, "Release Dieter from Analytics?"],
    ["one word", "Dieter", "Dieter"],
  ])("is none with %s", (_, one, other) => {
    expect([isSameNeed(one, other), isSameNeed(other, one)]).toEqual([false, false]);
  });
});
