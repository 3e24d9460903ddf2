import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownAsText } from "../../../src/platform/texts/markdown.ts";

describe("Markdown and HTML", () => {
  it.each([
    ["a heading", "## Ferry\n### Quay ###\nThe **quay** is *built*.", "Ferry:\nQuay:\nThe quay is built."],
    ["a line in bold", "**Done so far: **\n__Next__\nTides.", "Done so far:\nNext:\nTides."],
    ["a list with boxes", "- [ ] Dig\n  * [x] Fill\n+ Pave\n  - Sweep", "□ Dig\n☑ Fill\n• Pave\n◦ Sweep"],
    ["a quotation", "> Who pays?\n> > We do.", "Who pays?\nWe do."],
    ["entities", "Fish&nbsp;&amp;&nbsp;chips &#8211; caf&eacute; &bogus;", "Fish\u00a0&\u00a0chips – café &bogus;"],
    ["what is escaped, once", "\\@tides \\*not bold\\* &amp;lt;", "@tides *not bold* &lt;"],
    ["a break by a backslash", "One\\\nTwo\\", "One\nTwo"],
    ["tags and comments", "<!-- for us --><p>One<br/>two</p><b>three</b>", "One\ntwo\nthree"],
    ["a table", "| Pier | Depth |\n|---|:-:|\n| North | 4 m |", "Pier · Depth\nNorth · 4 m"],
    ["an address in angles", "See <https://coast.example/a>.", "See https://coast.example/a."],
    ["targets and rules", "[@ana] did it.\n---\n[@ana]: https://coast.example/ana", "@ana did it."],
    ["a block of code", "```sh\n  dig --all  \n```\nDug.", "dig --all  \nDug."],
  ])("%s reads as text (B12)", (_, typed, read) => {
    expect(markdownAsText(typed)).toBe(read);
  });

  it("names what a link leads to, or its address too (B12)", () => {
    const typed = "Read [the **plan**](https://coast.example/plan(2)) and ![Image](https://coast.example/i.png)now.";
    expect(markdownAsText(typed)).toBe("Read the plan and now.");
    expect(markdownAsText(typed, "address")).toBe(
      "Read the plan (https://coast.example/plan(2)) and https://coast.example/i.pngnow.",
    );
  });

  it("leaves out a picture without a name, or is its address (B12)", () => {
    const tag = '<img width="9" alt="image" src="https://coast.example/k.png" />';
    expect(markdownAsText(tag, "address")).toBe("https://coast.example/k.png");
    expect(markdownAsText(`See ${tag}and \`<img>\`.`)).toBe("See and `<img>`.");
  });

  it("reads a long row of marks in one pass, where each tick was tried with all others (S5)", { timeout: 8000 }, () => {
    for (const mark of ["`", "[", "*", "_", "~", "<", "![", "&"])
      expect(markdownAsText(`x ${mark.repeat(60_000)}`)).toBe(`x ${mark.repeat(60_000)}`);
  });

  it("does not say what was struck out as if it stood (B12)", () => {
    const typed = "~~Old plan~~ New <del>quay</del><s>s</s> pier: ~~by May~~ `~~kept~~`.";
    expect(markdownAsText(typed, "address")).toBe("~~Old plan~~ New ~~quay~~~~s~~ pier: ~~by May~~ `~~kept~~`.");
    expect(markdownAsText("~~Old plan~~ New pier")).toBe("Old plan New pier");
  });

  it("does not say what Slack shows as struck out as if it stood (B12)", () => {
    const typed = "~Old plan~ New (~the quay~) ~s~ pier, ~10 days: ~by May~, ~x _y_~. `~kept~`";
    expect(markdownAsText(typed, "address")).toBe(
      "~Old plan~ New (~the quay~) ~s~ pier, ~10 days: ~by May~, ~x y~. `~kept~`",
    );
    expect(markdownAsText("~Old plan~ New pier")).toBe("Old plan New pier");
  });

  it.each([
    "~5 % to ~10 %, ~10 stores (~5 %) and ~3-~4 more",
    "Between ~10%~20%, or ~10–20 ~",
    "cp ~/x ~/y, ~/a:~/b and ls ~/x/~",
    "a~b~c and file~ and other~",
    "\\~5 days~",
  ])("keeps what tildes only stand beside: %s (B12)", (typed) => {
    expect(markdownAsText(typed)).toBe(typed.replace("\\", ""));
  });

  it.each([
    "2 * 3 * 4 and snake_case_name, 2**3 and f(*args, *more)",
    "Vec<String>, <T>, a < b > c, `<br>` and `**kept**`",
    "C:\\Users\\tom, 50 % & more; R&D; [draft] of [1]",
    "1. One\n2) Two\n~10 days",
  ])("stays as typed where it only looks like it: %s (B12)", (typed) => {
    expect(markdownAsText(typed)).toBe(typed);
  });

  it("loses no word that is no mark (B12)", () => {
    const piece = fc.constantFrom(
      "tide ",
      "**",
      "*",
      "_",
      " `",
      "\n",
      "# ",
      "- ",
      "\\",
      "> ",
      "~~",
      "quay ",
      "|",
      "] ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const words = (text: string) => text.match(/[a-z]{2,}/g) ?? [];
        expect(words(markdownAsText(pieces.join("")))).toEqual(words(pieces.join("")));
      }),
    );
  });
});
