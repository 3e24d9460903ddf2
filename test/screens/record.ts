/** The record of a program: what comes into it, and what is asked of the sponsor and decided. */
import { textsFor } from "../../src/platform/texts/language.ts";
import { programIds } from "../../src/programs/blocks.ts";
import { askIds } from "../../src/register/asks/buttons.ts";
import { ladderTexts } from "../../src/register/ladder/texts.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type Story, startMonthEnd } from "./story.ts";

export async function picturesOfRecord(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startMonthEnd(story);
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const as = (handle: string) => run.sandbox.as(handle);
  const { title } = story.program;
  const [first, second, blocked] = story.daily;
  if (!first || !second || !blocked) throw new Error("Three people answer.");
  try {
    await hand.toLocal("2026-10-29T10:00");
    await hand.answer("one", "daily", first);
    await hand.answer("two", "daily", second);
    await hand.answer("three", "daily", blocked);
    await camera.message("receipt-record", "three", hand.last("three"));
    await hand.record("two", "/drumbeat action", { program: title, title: story.action, due: "2026-11-06" });

    await hand.openBy("lead", "/drumbeat risk");
    const due = "2026-11-13";
    hand.fillIn("lead", { ...story.risk, due, probability: "4", impactScore: "3", response: "reduce" });
    await camera.modal("register-form", "lead");
    await hand.save("lead");

    await hand.toLocal("2026-10-30T10:00");
    await hand.answer("lead", "monthly", story.monthly);
    await hand.toLocal("2026-10-30T10:15");
    const incomplete = hand.about("lead", "ASK-1");
    await camera.message("ask-incomplete", "lead", incomplete);
    await as("lead").press(incomplete, { actionId: askIds.complete });
    await as("lead").waitForView();
    hand.fillIn("lead", { ...story.ask, recommended: "option1", "needed-by": due });
    await camera.modal("ask-form", "lead");
    await hand.save("lead");
    await hand.wait();
    const asked = hand.about("sponsor", "ASK-1");
    await camera.message("ask", "sponsor", asked);
    const [label = ""] = story.ask.option1.split("\n");
    await as("sponsor").press(asked, { label }, { confirm: true });
    await hand.wait();
    await camera.message("ask-decided", "sponsor", hand.now("sponsor", asked));
    await hand.toLocal("2026-10-30T10:45");

    await hand.openBy("lead", "/drumbeat register");
    await camera.modal("register", "lead");
    await as("lead").closeView();
    await hand.openBy("lead", "/drumbeat find ASK-1");
    await camera.modal("register-item", "lead");
    await as("lead").closeView({ all: true });

    await as("lead").press(await hand.command("lead", "/drumbeat program"), {
      actionId: programIds.menu,
      option: textsFor(ladderTexts, story).option,
    });
    await as("lead").waitForView();
    await camera.modal("escalation-levels", "lead");
    await as("lead").closeView({ all: true });
  } finally {
    await camera.close();
    await run.close();
  }
}
