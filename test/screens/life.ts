/** Answering and reading: the same rounds from a participant's first prompt to the digests above. */
import { promptIds } from "../../src/check-ins/blocks.ts";
import { formIds } from "../../src/check-ins/form/form.ts";
import { checkInTexts } from "../../src/check-ins/texts.ts";
import { digestTexts } from "../../src/digests/texts.ts";
import { textsFor } from "../../src/platform/texts/language.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type Story, startRunning } from "./story.ts";

export async function picturesOfLife(story: Story, target: Target): Promise<void> {
  const { run, scenario } = await startRunning(story);
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const reader = { locale: story.locale, zone: story.tz };
  const texts = textsFor(checkInTexts, reader);
  const as = (handle: string) => run.sandbox.as(handle);
  const [first, second, third] = story.daily;
  if (!first || !second || !third) throw new Error("Three people answer.");
  try {
    await hand.to("2026-09-30T14:30Z");
    await camera.message("prompt-quarterly", "lead", hand.prompt("lead", "quarterly"));
    await hand.open("lead", "quarterly");
    await camera.modal("form-quarterly", "lead");
    await as("lead").pressInView({ actionId: formIds.more });
    await camera.modal("form-quarterly-more", "lead");
    await as("lead").closeView({ all: true });
    await hand.open("lead", "quarterly");
    await hand.fill("lead", "quarterly", story.quarterly);
    await hand.to("2026-10-05T08:25Z");
    await camera.message("digest-quarterly", "steering", hand.last("steering"));

    // Monday: the first daily round.
    await hand.to("2026-10-05T09:00Z");
    await camera.message("prompt-first", "one", hand.last("one"));
    await camera.screen("phone-prompt", "one", { width: 390, height: 700 });
    await hand.open("one", "daily");
    as("one").fill("answer:progress", String(first.progress));
    as("one").fill("answer:next", String(first.next));
    await camera.modal("form-daily", "one");
    await hand.fill("one", "daily", first);
    await camera.message("receipt", "one", hand.last("one"));
    const asked = hand.last("three");
    await as("three").press(asked, { actionId: promptIds.later });
    await as("three").waitForView();
    await camera.modal("form-later", "three");
    await as("three").closeView();
    await as("three").command("/drumbeat away");
    await as("three").waitForView();
    await camera.modal("form-away", "three");
    await as("three").closeView();
    await as("two").say(story.words);
    await hand.wait();
    await camera.message("typed-words", "two", hand.last("two"));
    await hand.to("2026-10-05T14:30Z");
    await camera.message("reminder", "two", hand.last("two"));
    await hand.answer("two", "daily", second);
    await hand.to("2026-10-05T16:30Z");
    const channel = hand.channelId(story.program.channel);
    const inChannel = () => {
      const last = run.sandbox.messagesIn(channel).at(-1);
      if (!last) throw new Error("Nothing was posted.");
      return last;
    };
    await camera.message("round-summary", "one", inChannel());
    await camera.message("silent", "lead", hand.last("lead"));

    // Tuesday: what was planned is offered as done.
    await hand.to("2026-10-06T09:00Z");
    await camera.message("prompt", "one", hand.last("one"));
    await as("three").press(hand.last("three"), { actionId: promptIds.menu, option: texts.prompt.skip });
    await hand.wait();
    await camera.message("receipt-skipped", "three", hand.last("three"));
    await hand.open("one", "daily");
    await camera.modal("form-daily-planned", "one");
    await hand.fill("one", "daily", third);
    await hand.answer("two", "daily", { progress: String(second.next), next: String(first.next) });

    // Wednesday: nothing to report, and somebody away.
    await hand.to("2026-10-07T09:00Z");
    await as("two").press(hand.last("two"), { actionId: promptIds.nothing });
    await hand.wait();
    await camera.message("receipt-nothing", "two", hand.last("two"));
    // Named again, the blocker is one that somebody stands by: it rises.
    await hand.answer("one", "daily", third);
    await as("three").command("/drumbeat away");
    await as("three").waitForView();
    as("three").fill("until", "2026-10-09");
    await hand.save("three");
    await hand.wait();
    await camera.message("receipt-away", "three", hand.last("three"));

    // Thursday: the lead's week, drafted from the team's days.
    await hand.to("2026-10-08T14:30Z");
    await hand.openHome("one");
    await camera.home("home-participant", "one");
    await hand.openHome("lead");
    await camera.home("home-lead", "lead");
    await hand.open("lead", "weekly");
    await camera.modal("form-weekly-drafted", "lead");
    await camera.modal("form-refused", "lead", async (modal) => {
      await modal.locator("[data-block='answer:health']").getByRole("radio").nth(2).check();
      await modal.locator("[data-block='answer:progress'] textarea").fill(story.refused.progress);
      await modal.locator("[data-block='answer:confidence']").getByRole("combobox").click();
      await modal.page().getByRole("option").nth(3).click();
      await modal.locator("[type=submit]").click();
      await modal.locator(".field-error").first().waitFor();
    });
    await as("lead").pressInView({ actionId: formIds.more });
    await camera.modal("form-weekly-more", "lead");
    await as("lead").closeView({ all: true });
    await hand.answer("lead", "weekly", story.weekly);
    await hand.to("2026-10-09T14:30Z");
    await camera.message("round-summary-weekly", "one", inChannel());
    await hand.to("2026-10-12T08:20Z");
    await camera.message("digest-weekly", "lead", hand.last("lead"));

    // The end of the month, for the sponsor.
    await hand.to("2026-10-30T10:30Z");
    await camera.message("choice", "lead", await hand.command("lead", "/drumbeat check-in"));
    await hand.open("lead", "monthly");
    await camera.modal("form-monthly", "lead");
    await hand.fill("lead", "monthly", story.monthly);
    await hand.answer("deputy", "second-monthly", story.otherMonthly);
    await hand.openHome("lead");
    await as("lead").pressInHome({ option: hand.cardOption("lead", "preview") });
    await as("lead").waitForView();
    await camera.modal("digest-preview", "lead");
    await as("lead").closeView();
    await hand.to("2026-11-02T10:30Z");
    await camera.message("round-summary-counts", "one", inChannel());
    await hand.to("2026-11-04T10:00Z");
    const digest = hand.last("sponsor");
    await camera.message("digest-monthly", "sponsor", digest);
    await camera.screen("sponsor", "sponsor", { width: 1180, height: 800 });
    await as("sponsor").press(digest, { option: digestTexts(reader).sources.button });
    await as("sponsor").waitForView();
    await camera.modal("sources", "sponsor");
    await hand.pressFirstInView("sponsor", digestTexts(reader).sources.read);
    await camera.modal("source", "sponsor");
    await as("sponsor").closeView({ all: true });
    await hand.openHome("sponsor");
    await camera.home("home-sponsor", "sponsor");
    await hand.openHome("steering");
    await camera.home("home-steering", "steering");
    await as("sponsor").press(inChannel(), { actionId: promptIds.readAnswers });
    await as("sponsor").waitForView();
    await camera.modal("answers", "sponsor");
    await as("sponsor").closeView();

    await hand.openHome("lead");
    await as("lead").pressInHome({ option: hand.cardOption("lead", "coming") });
    await as("lead").waitForView();
    await as("lead").pressInView({ blockId: hand.card("lead"), actionId: "digest.hold" }, { confirm: true });
    await hand.wait();
    await as("lead").closeView();
    await hand.openHome("lead");
    await camera.home("home-lead-held", "lead");

    // December: the year, and the digest that goes without the program that is held.
    await hand.to("2026-12-01T10:30Z");
    await camera.message("prompt-annual", "sponsor", hand.prompt("sponsor", "annual"));
    await hand.open("sponsor", "annual");
    await camera.modal("form-annual", "sponsor");
    await as("sponsor").pressInView({ actionId: formIds.more });
    await camera.modal("form-annual-more", "sponsor");
    await as("sponsor").closeView({ all: true });
    await hand.open("sponsor", "annual");
    await hand.fill("sponsor", "annual", story.annual);
    await hand.to("2026-12-03T10:00Z");
    await camera.message("digest-held", "sponsor", hand.last("sponsor"));
    await hand.to("2027-01-05T10:00Z");
    await camera.message("digest-annual", "sponsor", hand.last("sponsor"));
  } finally {
    await camera.close();
    await run.close();
  }
}
