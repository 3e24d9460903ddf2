import { describe, expect, it } from "vitest";
import { stepsOf } from "./phrases.ts";
import { readTryIt } from "./readme.ts";

describe("stepsOf", () => {
  it("makes a sentence into steps, in their order", () => {
    expect(stepsOf("Press *Check in* and *Save*, then *+1 hour* at the top; become **Margaret** again.")).toEqual([
      { do: "press", label: "Check in" },
      { do: "press", label: "Save" },
      { do: "move", by: "+1 hour" },
      { do: "become", name: "Margaret" },
    ]);
    expect(stepsOf("At the top, press *+1 week* and *+1 day* until it is Monday 30 November.")).toEqual([
      { do: "move-until", by: ["+1 week", "+1 day"], day: "Monday 30 November" },
    ]);
  });

  it.each([
    ["Press *Check in*, and feed the cat.", "feed the cat."],
    ["A sentence that nobody has written yet.", "A sentence that nobody has written yet."],
    ["Press *+1 day* until it is Someday 3 December.", "until it is Someday 3 December."],
    ["Become **Tom**, who leads Loyalty journeys.", "who leads Loyalty journeys."],
  ])("fails at what no phrase knows: %s", (sentence, unknown) => {
    expect(() => stepsOf(sentence)).toThrow(`“${unknown}”, in the README's sentence: ${sentence}`);
  });
});

describe("readTryIt", () => {
  it("takes a sentence that is added to a walk, and to what one will see", () => {
    const readme = [
      "## Try it",
      "You will see",
      "1. a cat. It sleeps:",
      "```sh\nnpm run cat\n```",
      "A walk: go\nout.\n\n1. Walk. Stop.\n2. Come back.",
      "And once more.",
      "`npm run dog` barks.",
      "## Check it",
    ]
      .join("\n\n")
      .replace("see\n\n", "see\n");
    expect(readTryIt(readme)).toEqual({
      promises: ["a cat.", "It sleeps:"],
      commands: ["npm run cat"],
      walks: [
        { sentences: ["A walk: go out."], lines: [["Walk.", "Stop."], ["Come back."]] },
        { sentences: ["And once more."], lines: [] },
      ],
    });
  });

  it("reads README.md, and no sentence of it is unknown", () => {
    const { promises, walks } = readTryIt();
    const sentences = [...promises, ...walks.flatMap(({ sentences, lines }) => [...sentences, ...lines.flat()])];
    expect(sentences.flatMap(stepsOf).length).toBeGreaterThan(20);
  });
});
