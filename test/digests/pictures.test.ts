/** What the pictures of a digest show, and where they stand. */
import { parseJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { type DigestPicture, PICTURES, picturesOf } from "../../src/digests/pictures/pictures.ts";
import { digestMessages, divide, picturesIn } from "../../src/digests/render/blocks.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { FILL, field, INK, shape, widthOf } from "../../src/reports/pictures/card.ts";
import { aMilestone, anAsk, aProgram, aRound, earlier, fed, theDocument } from "./facts.ts";

/** Newest first: the colours up to this period. */
function coloured(
  key: string,
  [now, ...before]: (HealthColour | null)[],
  more: Partial<ProgramFacts> = {},
): ProgramFacts {
  const health = now ? [fed("health", { colour: now, reason: "Because." })] : [];
  return aProgram(key, [...health, fed("progress", `Something of ${key} was done.`)], {
    given: earlier(key, ...before),
    rounds: [aRound(key, { asked: 5, answered: now ? 5 : 0 })],
    ...more,
  });
}

const THREE = [
  coloured("Loyalty", ["red", "amber", "green"]),
  coloured("Welcome", ["green", "green"]),
  coloured("Service", ["amber", null, "amber"]),
];

function every(document: DigestDocument): Map<string, DigestPicture> {
  const { screen, thread } = picturesOf(document);
  return new Map([...(screen ? [screen] : []), ...thread].map((picture) => [picture.name, picture]));
}

function the(name: string, programs: ProgramFacts[], more: Partial<DigestFacts> = {}): DigestPicture {
  const picture = every(theDocument(programs, more)).get(name);
  if (!picture) throw new Error(`There is no picture ${name}.`);
  return picture;
}

/** The words of a picture, as they are read. */
function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = ""]) => words);
}

/** What the programs of a digest were asked each month, so that a month without an answer is silence. */
function silentSince(key: string, months: number, ...before: HealthColour[]): ProgramFacts {
  const asked = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"].map((month) => ({
    cadenceId: `${key}-monthly`,
    opensAt: `${month}-28T10:00:00.000Z`,
    every: "month" as const,
  }));
  const given = earlier(key, ...Array.from({ length: months - 1 }, () => null), ...before);
  return aProgram(key, null, { given, asked });
}

/** `count` programs as they were in the month before. */
const unmoved = (count: number, colour: HealthColour = "green") =>
  Array.from({ length: count }, (_, index) => coloured(`P${String(index).padStart(3, "0")}`, [colour, colour]));

/** The programs in the order of their rows. */
function named(picture: DigestPicture, programs: readonly ProgramFacts[]): string[] {
  const titles = new Set(programs.map(({ title }) => title));
  return wordsOf(picture.svg()).filter((word) => titles.has(word));
}

describe("what moved", () => {
  it("names the programs that moved, from and to, the worst first, and counts the others by status (F15)", () => {
    const programs = [
      coloured("Better", ["green", "red"]),
      coloured("Risk", ["amber", "green"]),
      coloured("Fell", ["red", "green"]),
      coloured("Backslid", ["red", "amber"]),
      coloured("New", ["green"]),
      silentSince("Silent", 1, "green"),
      ...unmoved(12),
      coloured("Steady", ["red", "red"]),
    ];
    const picture = the("moved", programs);
    expect(named(picture, programs)).toEqual(["Fell", "Backslid", "Risk", "Silent", "Better", "New"]);
    expect(picture.altText).toBe(
      "6 of 19 programs changed status. September 2026 → October 2026: 3 worse, 1 better, 1 without an update, 1 with a new status. Fell: On track → Off track. Backslid: At risk → Off track. Risk: On track → At risk. Silent: On track → No update. Better: Off track → On track. New: No status → On track. Same in both months: 1 off track, 12 on track.",
    );
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining(["September 2026", "October 2026", "Same in both months", "12 on track", "1 off track"]),
    );
  });

  it("names eight at most and counts the rest by what they came to", () => {
    const fallen = Array.from({ length: 10 }, (_, index) => coloured(`F${index}`, ["red", "green"]));
    const risen = Array.from({ length: 3 }, (_, index) => coloured(`R${index}`, ["green", "red"]));
    const programs = [...risen, ...fallen, ...unmoved(40)];
    const picture = the("moved", programs);
    expect(named(picture, programs)).toEqual(Array.from({ length: 8 }, (_, index) => `F${index}`));
    expect(wordsOf(picture.svg())).toEqual(
      expect.arrayContaining(["5 more changed status", "2 off track", "3 on track", "40 on track"]),
    );
    expect(picture.altText).toContain(
      "5 more changed status: 2 off track, 3 on track. Same in both months: 40 on track.",
    );
  });

  it("draws silence as an empty ring, with no line to it or from it, and carries no colour forward", () => {
    const silent = [silentSince("Silent", 1, "red"), coloured("Steady", ["green", "green"])];
    const svg = the("moved", silent).svg();
    expect(svg).toMatch(/<circle[^>]*r="28" fill="none"/);
    expect(svg.match(/stroke-width="6" stroke-linecap/g)).toBeNull();
    expect(
      the("moved", THREE)
        .svg()
        .match(/stroke-width="6" stroke-linecap/g),
    ).toHaveLength(1);
  });

  it("is not drawn for a first period, for two colours, or in the weekly digest of a team", () => {
    expect(
      picturesOf(theDocument([coloured("A", ["red"]), coloured("B", ["red"]), coloured("C", ["red"])])).screen,
    ).toBeNull();
    expect(picturesOf(theDocument([coloured("A", ["red", "green"])])).screen).toBeNull();
    const asking = [...THREE, coloured("D", ["red"], { asks: [anAsk("one"), anAsk("two")] })];
    expect([...every(theDocument(asking)).keys()]).toEqual(["moved", "colours", "asks", "participation"]);
    expect(every(theDocument(asking, { rhythm: "weekly" }))).toEqual(new Map());
  });
});

describe("asks and participation", () => {
  it("shows no share of a program that asks fewer than five people, and says none in words (V4)", () => {
    const few = coloured("Few", ["green"], { rounds: [aRound("Few", { asked: 4, answered: 2 })] });
    const programs = [...THREE.slice(0, 2), few];
    expect(the("participation", programs).facts.join(" ")).not.toContain("Few");
    expect(JSON.stringify(picturesOf(theDocument([THREE[0] ?? few, few])))).not.toContain("participation");
    const alone = digestText(theDocument([few])).replaceAll("\u00a0", " ");
    expect(alone).toContain("based on 2 answers");
    expect(alone).toContain("2 answered");
    expect(alone).not.toMatch(/of 4|%/);
  });
});

const HOSTILE = [
  '</text><script>alert("1")</script>',
  "a & b < c > d \"e\" 'f' &lt;",
  "\u202Eright to left\u0000\u0007\uD800",
  ']]><!ENTITY x SYSTEM "file:///etc/passwd">',
  "x".repeat(300),
  "<!@channel> *bold* `code`",
];

it.each(HOSTILE)("the title %j is only words in a picture", (title) => {
  const programs = ["one", "two", "three", "four"].map((key) => ({
    ...coloured(key, ["red", "amber", "green"]),
    title: `${title} ${key}`,
  }));
  for (const { svg } of every(theDocument(programs)).values()) {
    const drawn = svg();
    const tags = new Set([...drawn.matchAll(/<\/?([^\s>/]+)/g)].map(([, tag]) => tag));
    for (const tag of tags)
      expect(["svg", "rect", "text", "circle", "path", "line", "g", "defs", "pattern"]).toContain(tag);
    expect(drawn.replaceAll(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow.
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E\uD800]/);
  }
});

it("a title that the font cannot draw gives way to the program's key", () => {
  const programs = [
    { ...coloured("data-platform", ["red", "amber", "green"]), title: "数据平台" },
    { ...coloured("b", ["red"]), title: "Été 🚀" },
  ];
  expect(wordsOf(the("moved", programs).svg())).toEqual(expect.arrayContaining(["data-platform", "Été"]));
});

describe("on a phone, and for those who do not see colours", () => {
  const asks = [anAsk("one"), anAsk("two")];
  const programs = [
    ...unmoved(10, "amber"),
    silentSince("Silent", 2, "red"),
    coloured("Sécurisation des paiements et de la facturation de l’ensemble des filiales", ["red", "green"], { asks }),
    ...["Loyalty", "Welcome"].map((key) =>
      coloured(key, ["green", "red"], { milestones: [aMilestone(key, "2026-11-03", "2026-12-01")] }),
    ),
  ];
  const standing = [coloured("Red", ["red", "red"]), coloured("Amber", ["amber", "amber", "amber"])];
  const drawn = (more: Partial<DigestFacts> = {}) =>
    [programs, standing, [coloured("Atlas", ["red", "amber", "green"])]].flatMap((some) => [
      ...every(theDocument(some, more)),
    ]);

  it("each picture is among these", () => {
    expect(new Set(drawn().map(([name]) => name))).toEqual(new Set(PICTURES));
  });

  it.each(["en-GB", "fr-FR"])(
    "no letter is smaller than 11 of 360 across, and none leaves the card, in %s (F15)",
    (locale) => {
      const reader = { handle: "sponsor", name: "Sponsor", locale, zone: "UTC" };
      for (const [name, { svg }] of drawn({ reader })) {
        const picture = svg();
        const width = Number(/^<svg [^>]*width="(\d+)"/.exec(picture)?.[1]);
        const texts = [
          ...picture.matchAll(
            /<text x="(-?[\d.]+)"[^>]*font-size="(\d+)" font-weight="(\d+)"[^>]*text-anchor="(\w+)">([^<]*)/g,
          ),
        ];
        expect(texts.length).toBe(wordsOf(picture).length);
        for (const [, x, size, weight, anchor, words = ""] of texts) {
          expect((Number(size) * 360) / width, `${name}: ${words}`).toBeGreaterThanOrEqual(11);
          const across = widthOf(words, Number(size), weight === "600");
          const left = Number(x) - (anchor === "end" ? across : anchor === "middle" ? across / 2 : 0);
          expect(left, `${name}: ${words}`).toBeGreaterThanOrEqual(0);
          expect(left + across, `${name}: ${words}`).toBeLessThanOrEqual(width);
        }
      }
    },
  );

  it("letters have 4.5 to 1 against the card; shapes, or their edges, have 3 to 1 (F15)", () => {
    for (const [name, { svg }] of drawn())
      for (const [, ink = ""] of svg().matchAll(/<text[^>]* fill="([^"]+)"/g))
        expect(contrast(ink, INK.card), `${name}: ${ink}`).toBeGreaterThanOrEqual(4.5);
    const inks = (drawing: string) => [...drawing.matchAll(/(?:fill|stroke)="(#\w+)"/g)].map(([, ink = ""]) => ink);
    for (const colour of ["red", "amber", "grey", "green"] as const) {
      const onCard = inks(shape(colour, 0, 0, 30)).map((ink) => contrast(ink, INK.card));
      expect(Math.max(...onCard), colour).toBeGreaterThanOrEqual(3);
      const [, sign = ""] = field(colour, 0, 0, 84, 68);
      const onField = inks(sign).map((ink) => contrast(ink, FILL[colour]));
      expect(Math.max(...onField), colour).toBeGreaterThanOrEqual(3);
    }
  });
});

/** Of WCAG 2. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((place) => Number.parseInt(hex.slice(place, place + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 1, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe("in the messages", () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    coloured(`Program ${index}`, ["amber", "green", "green"], { asks: [anAsk(`ask ${index}`)] }),
  );
  const document = theDocument(many);
  const files = new Map(PICTURES.map((name, index) => [name, `F000000000${index}`]));
  const pictures = (message: { blocks: readonly { type: string }[] } | undefined) =>
    message?.blocks.filter(({ type }) => type === "image").length;

  it("stands at most one on the first screen, after what is asked, and the others in the thread", () => {
    const messages = digestMessages(document, "edition", { files });
    const [first, ...rest] = messages;
    expect(pictures(first)).toBe(1);
    expect(first.blocks.findIndex(({ type }) => type === "image")).toBeGreaterThan(
      first.blocks.findIndex((block) => block.type === "header" && block.text.text.includes("decisions for you")),
    );
    expect(rest.map(pictures).reduce<number>((sum, count = 0) => sum + count, 0)).toBe(4);
    expect(
      messages
        .flatMap((_, part) => picturesIn(document, divide(document, "edition"), part).map(({ name }) => name))
        .sort(),
    ).toEqual(["asks", "colours", "heat-map", "moved", "participation"]);
    for (const { blocks } of messages) expect(problemsInBlocks(parseJson(JSON.stringify(blocks)) ?? null)).toEqual([]);
  });

  it("a preview has none", () => {
    for (const message of digestMessages(document, null, { files })) expect(pictures(message)).toBe(0);
  });
});
