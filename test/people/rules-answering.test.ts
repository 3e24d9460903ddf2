import { expect, it } from "vitest";
import type { Affiliation } from "../../src/people/table.ts";
import { whyNotAsked } from "../../src/people/who-can-answer.ts";

const person = (affiliation: Affiliation, facts: { is_bot?: 1; is_deactivated?: 1 } = {}) => ({
  is_bot: 0 as const,
  is_deactivated: 0 as const,
  affiliation,
  ...facts,
});

it.each([
  ["a member", person("member"), null, null],
  ["an app", person("member", { is_bot: 1 }), "bot", "bot"],
  ["somebody who has left Slack", person("member", { is_deactivated: 1 }), "deactivated", "deactivated"],
  ["a guest of several channels", person("guest"), null, null],
  ["a guest of one channel", person("single-channel-guest"), null, "single-channel-guest"],
  ["a guest who has left Slack", person("single-channel-guest", { is_deactivated: 1 }), "deactivated", "deactivated"],
  ["somebody of another company", person("external"), "external", "external"],
  ["an app of another company", person("external", { is_bot: 1 }), "bot", "bot"],
] as const)("%s, by name or seat and through a channel or group", (_, who, chosen, through) => {
  expect(whyNotAsked(who, { isChosen: true })).toBe(chosen);
  expect(whyNotAsked(who, { isChosen: false })).toBe(through);
});
