import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FedAnswer } from "../../src/digests/compile/facts.ts";
import { asQuote, shortened } from "../../src/digests/compile/rules-shortening.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { aProgram, fed, theDocument } from "./facts.ts";

it("is shown without marks in a digest, short or long; an ask with the addresses of its links (B12)", () => {
  const typed = "**Done:** see [the plan](https://coast.example/plan).";
  const answers = [
    fed("progress", typed),
    fed("value", `${typed}\n${"Ana built the quay. ".repeat(40)}`),
    fed("ask", typed),
  ];
  const quotes = outlineOf(theDocument([aProgram("Pier", answers)])).sections.flatMap(({ items }) =>
    items.flatMap((item) => item.quotes.map(({ text }) => text)),
  );
  expect(quotes).toHaveLength(3);
  expect(quotes).toContain("Done: see the plan.");
  expect(quotes).toContain("Done: see the plan (https://coast.example/plan).");
  expect(quotes.filter((text) => /[*[(]/.test(text.replace("[…]", "")))).toHaveLength(1);
});

it("is read alike in a lead's own line and in progress: no struck words, pictures, code or bare headings (B12)", () => {
  const code = "```\nSELECT 1;\n```";
  const picture = "![chart](https://coast.example/i.png)";
  const typed = `~~Old plan~~ New plan: all piers by May. ${picture}\n${code}\nBlockers:\nHelp:\n`;
  const outline = (...leads: string[]) =>
    outlineOf(theDocument(leads.map((lead) => aProgram(lead, [fed("bottom-line", typed), fed("progress", typed)]))));
  const { bottomLine, sections } = outline("Pier");
  const read = "[…] New plan: all piers by May. [image: chart]\n[code]";
  expect(bottomLine.own?.text).toBe(read);
  const items = [...sections, ...outline("Pier", "Quay").sections].flatMap(({ section, items: of }) =>
    section === "leads" || section === "progress" ? of : [],
  );
  expect(items.map(({ quotes: [quote], isShortened }) => [quote?.text, isShortened])).toEqual(
    Array.from({ length: 5 }, () => [read, true]),
  );
});

describe("lines that quote what was said before", () => {
  it.each([
    ["> - Invite more guests. (To be discussed today.)\n> - Find funds.\n\nI asked all.", "I asked all.", true],
    ["We open.\n> old one\n> 2. older\nWe close.", "We open.\n[…]\nWe close.", true],
    ["Ana wrote:\n> old\n\nIt is done.", "Ana wrote:\n[…]\n\nIt is done.", true],
    ["It is done.\n> old", "It is done.\n[…]", true],
    ["> all of it\n> is quoted", "all of it\nis quoted", false],
    ["Ana wrote:\n> old", "Ana wrote:\nold", false],
    ["> 40 stores are live.\nAll is fine.", "40 stores are live.\nAll is fine.", false],
  ])("are left out of a quote, unless it holds nothing else (B12): %j", (typed, text, isShortened) => {
    expect(asQuote(typed, 100)).toEqual({ text, isShortened });
  });

  it("of a block of code are code (B12)", () => {
    const [question, told] = ["It asks:\n```\n> name\n```\nand waits.", "It asks: [code]\nand waits."];
    expect(asQuote(question, 100)).toEqual({ text: told, isShortened: false });
  });

  const quotesOf = (...answers: FedAnswer[]) =>
    theDocument([aProgram("Pier", answers)]).sections.flatMap(({ lines }) =>
      lines.flatMap((line) => (line.kind === "said" ? line.quotes : line.kind === "progress" ? line.done : [])),
    );

  it("give it no day on which it was said, and come in no plan (B12)", () => {
    const said = "> To be discussed today.\n\nI asked all of them.";
    expect(quotesOf(fed("progress", said))).toEqual([
      expect.objectContaining({ text: "I asked all of them.", isShortened: true }),
    ]);
    expect(quotesOf(fed("progress", said))[0]).not.toHaveProperty("saidOn");
    expect(quotesOf(fed("next", "> 2 Nov: pilot.\n> Then more.\n\n20 Nov: **launch**."))).toEqual([
      expect.objectContaining({ text: "20 Nov: launch.", isShortened: true }),
    ]);
  });

  it("is read without marks where some of a plan is over (B12)", () => {
    const [quote] = quotesOf(fed("next", "**2 Nov**: pilot. **20 Nov**: launch."));
    expect(quote).toMatchObject({ text: "20 Nov: launch.", isShortened: true });
  });
});

let fresh = 100;

describe("a long answer", () => {
  it("is left alone where it fits", () => {
    expect(shortened("The import runs. ", 100)).toEqual({ text: "The import runs.", isShortened: false });
  });

  it("keeps whole sentences, those with numbers, names and causes first, in their order", () => {
    const text =
      "It was a busy month with many good talks. The import fails on 33 % of records since 12 October. " +
      "Several workshops were held. We need one engineer from Analytics by 6 November. Everybody is motivated.";
    expect(shortened(text, 175).text).toBe(
      "It was a busy month with many good talks. The import fails on 33 % of records since 12 October. […] We need one engineer from Analytics by 6 November. […]",
    );
  });

  it("tells a sentence of each subject rather than several of one, each under its heading", () => {
    const text = [
      "## Import",
      "The import was finished on 3 October. The import of receipts was finished too, and the import of returns as well.",
      "## Print",
      "See the minutes for more about this.",
      "The printer in Brest was repaired by Paul.",
    ].join("\n");
    expect(shortened(text, 130).text).toBe(
      "## Import\nThe import was finished on 3 October. […]\n## Print\n[…]\nThe printer in Brest was repaired by Paul.",
    );
  });

  it("leaves out what takes up a sentence that is left out itself", () => {
    const text = "Several workshops were held. It was reviewed by Ana on 5 May. Brest signed the contract for 2027.";
    expect(shortened(text, 55).text).toBe("Brest signed the contract for 2027.");
  });

  it("tells nothing twice, and ends no sentence within code or before a small letter", () => {
    const text = `${"The launch slips by two weeks. ".repeat(5)}By shipping \`iter!\` we reach 40 teams! will it last?`;
    expect(shortened(text, 90).text).toBe(
      "The launch slips by two weeks. […] By shipping `iter!` we reach 40 teams! will it last?",
    );
  });

  it("has no heading without what stands below it, and ends on none (B12)", () => {
    const report = "Key developments:\nThe quay was built by Ana in May.\nBlockers:\nHelp wanted:\n";
    expect(shortened(report, 300)).toEqual({
      text: "Key developments:\nThe quay was built by Ana in May.",
      isShortened: true,
    });
    const long = [
      ...["Tides:", "See the minutes of the last meeting for all that was said about the tides and their tables."],
      ...["Of the ferry we have discussed the following points at great length with everybody who was on board:"],
      ...["The ferry needs a new engine by 3 June, since the old one failed twice.", "Next:"],
    ].join("\n");
    expect(shortened(long, 120).text).toBe(
      "Tides:\n[…]\nThe ferry needs a new engine by 3 June, since the old one failed twice.",
    );
    expect(shortened("Update:", 100)).toEqual({ text: "Update:", isShortened: false });
  });

  it.each([
    [
      "• Key developments:\n◦ The quay was built.\n• Blockers\n• Help wanted",
      "• Key developments:\n◦ The quay was built.",
    ],
    ["Blockers\n\nHelp wanted\n• Two boats by May.", "Help wanted\n• Two boats by May."],
    [
      "Faits marquants\n• Le quai est bâti.\n\nBlocages\n\nProchaines étapes :\n",
      "Faits marquants\n• Le quai est bâti.",
    ],
    [
      "The quay was built.\n\n**Blockers:**\n**Next steps:**\nThe pier.",
      "The quay was built.\n\nNext steps:\nThe pier.",
    ],
    ["Report:\nThe quay:\n• built", "Report:\nThe quay:\n• built"],
    ["Blockers\n• None of ours", "Blockers\n• None of ours"],
    ["Risks: none.\nHelp wanted: two boats.", "Risks: none.\nHelp wanted: two boats."],
    ["The quay was built. Two blockers", "The quay was built. Two blockers"],
    ["All is well. Of the boats:", "All is well. Of the boats:"],
    ["Blockers", "Blockers"],
  ])(
    "has no name of a part of a report with nothing below it, wherever it stands (B12-headings): %j",
    (typed, told) => {
      expect(asQuote(typed, 300).text).toBe(told);
    },
  );

  it("begins without a mark, shortened once or twice, and has one only where something after it is left out (B12)", () => {
    const text =
      "Several workshops were held with many people there. It was reviewed by Ana on 5 May, and by Tom on 6 May. " +
      "Brest signed the contract for 2027. The others did too, as far as one knows. Lyon needs 40 chairs by June.";
    const once = shortened(text, 170).text;
    const twice = shortened(once, 50).text;
    expect([once, twice]).toEqual([
      "Several workshops were held with many people there. […] Brest signed the contract for 2027. […] Lyon needs 40 chairs by June.",
      "Lyon needs 40 chairs by June.",
    ]);
    const between = "See the minutes. Brest signed it with Ana on 5 May. See them all. Lyon needs 40 chairs by June.";
    expect(shortened(between, 85).text).toBe("Brest signed it with Ana on 5 May. […] Lyon needs 40 chairs by June.");
  });

  it("has no heading whose list is left out, once or twice; what follows the list is a paragraph (B12)", () => {
    const after = "Ana has signed the contract of the new quay for 2027.";
    const thanked = `These people have helped us:\n\n- Tom\n- Zoe\n\n${after} All the others have been told of it by now.`;
    expect(shortened(thanked, 90).text).toBe(`${after} […]`);
    const done = `Done in May:\n- The ferry was repaired by Tom on 3 May.\n- It was painted.\n\n${after}\nThanks to all.`;
    const once = shortened(done, 125).text;
    expect(once).toBe(`Done in May:\nThe ferry was repaired by Tom on 3 May. […]\n\n${after} […]`);
    expect(shortened(once.replace("repaired by Tom on 3 May", "seen"), 60).text).toBe(`${after} […]`);
    const nested = `- North quay:\n  - See the minutes for all that was said of it.\n- ${after}\n- The others have been told.`;
    expect(shortened(nested, 70).text).toBe(`${after} […]`);
  });

  it("goes on below a heading where no list follows it, and in the lines of an item (B12)", () => {
    const all = "## Quay\n\nSee the minutes for all that was said.\n\nAna has signed the contract of 2027.";
    expect(shortened(all, 60).text).toBe("## Quay\n[…]\nAna has signed the contract of 2027.");
    const items = "Quay:\n- See the minutes\nfor all that was said.\n- Ana has signed the contract of 2027.";
    expect(shortened(items, 60).text).toBe("Quay:\n[…]\nAna has signed the contract of 2027.");
  });

  it("marks each place where something is left out, and no other (B12)", () => {
    const line = fc.constantFrom(
      "Quay #:",
      "## Pier #",
      "- The ferry # was built by Ana.",
      "  - Tom has # boats.",
      "",
      "It was held in Brest #. Lyon # needs chairs by June.",
      "All those who came # were told of it:",
      "Yes #.",
    );
    const bare = (text: string) => text.replace(/^\s*-\s/gm, "").replace(/\s+/g, "");
    fc.assert(
      fc.property(fc.array(line, { minLength: 3, maxLength: 14 }), fc.integer({ min: 60, max: 260 }), (lines, most) => {
        const typed = lines.map((one) => one.replaceAll("#", () => String(fresh++))).join("\n");
        for (const told of [shortened(typed, most).text, shortened(shortened(typed, most).text, most / 2).text]) {
          if (told.endsWith("…")) continue;
          const pieces = told.split("[…]").map(bare);
          if (pieces.at(-1) === "") pieces.pop();
          const places = pieces.map((piece) => bare(typed).indexOf(piece));
          expect(pieces).not.toContain("");
          expect(places).not.toContain(-1);
          for (const [index, place] of places.slice(1).entries())
            expect(place).toBeGreaterThan((places[index] ?? 0) + (pieces[index] ?? "").length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never ends within a word, a link or a code span, even where one sentence is too long", () => {
    const link = "https://example.com/a/very/long/path";
    expect(shortened(`See ${link} for the many details of it all`, 20).text).toBe("See…");
    expect(shortened("Run `npm run something long` and then wait for it", 12).text).toBe("Run…");
    expect(shortened("Unbreakable".repeat(10), 20).text).toBe("…");
  });

  it("is never longer than asked, and nothing in it is new", () => {
    const word = fc.constantFrom(
      "the",
      "launch",
      "slips",
      "42",
      "days.",
      "Berlin",
      "`a b`",
      "No.",
      "Mme",
      "https://x.y/z",
      "retard !\n",
      "- ok",
    );
    const text = fc.array(word, { minLength: 1, maxLength: 80 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 200 }), (whole, most) => {
        const { text: short, isShortened } = shortened(whole, most);
        expect(short.length).toBeLessThanOrEqual(most);
        const bare = (given: string) => given.split(/\s+/);
        const known = new Set(bare(whole));
        const added = bare(short.replaceAll("[…]", " ")).filter(
          (each) => each !== "" && !known.has(each.replace(/…$/, "")),
        );
        expect(added).toEqual([]);
        if (!isShortened) expect(short.replace(/\s+/g, " ").length).toBeGreaterThan(0);
        expect(shortened(whole, most)).toEqual(shortened(whole, most));
      }),
      { numRuns: 300 },
    );
  });
});
