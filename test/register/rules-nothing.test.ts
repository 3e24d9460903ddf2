import { describe, expect, it } from "vitest";
import { isLeftEmpty, saysNothing } from "../../src/register/drafts/rules-nothing.ts";

describe("an answer that is left empty in other words", () => {
  it.each([
    "…",
    "-",
    "—",
    "...",
    "?",
    "n/a",
    "N/A.",
    "None",
    "**Nothing**",
    "No updates",
    "Not applicable",
    "Nothing new here.",
    "Nothing planned",
    "Rien de prévu",
  ])("%o (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(true);
    expect(saysNothing(text, "blocker")).toBe(true);
  });
});

describe("an answer that says that there is nothing", () => {
  it.each(["None", "none.", "No", "N/A", "-", "rien à signaler", "Aucun", "RAS", "Nothing yet"])("%o", (text) => {
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each(["No engineer is free", "None of the tests pass", "Rien ne marche", "Nonetheless"])("is not %o", (text) => {
    expect(saysNothing(text, "blocker")).toBe(false);
  });
});
