package main

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// whole says how high a screen may be so that its lower edge goes through no line and no
// field: from low to high, and no more than what there is to see needs. Where a bar
// stands at the bottom, its upper edge is meant. Where no such edge is found, as in the
// grid of a calendar, it is as high as it may be.
const whole = `((low, high) => {
	const below = document.elementFromPoint(innerWidth / 2, innerHeight - 4)?.closest("nav, form");
	const bar = below && ["fixed", "sticky"].includes(getComputedStyle(below).position) && below.getBoundingClientRect().top > innerHeight / 2 ? Math.ceil(innerHeight - below.getBoundingClientRect().top) : 0;
	const boxes = [];
	let end = 0;
	for (const x of document.querySelectorAll("#main *, .hs-nav span")) {
		const words = [...x.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
		if (!words && !x.matches("input, select, textarea, button, img, canvas, td, th, .btn") || x.matches("option, script, style") || !x.checkVisibility()) continue;
		const r = x.getBoundingClientRect();
		if (!r.height || r.bottom < 0 || r.height > 300) continue;
		boxes.push([r.top, r.bottom]);
		if (x.closest("#main")) end = Math.max(end, r.bottom);
	}
	const most = Math.floor(Math.max(320, Math.min(high, end + 36 + bar)));
	for (let h = most; h >= Math.min(low, most - 60); h--) if (!boxes.some(([top, bottom]) => top - 3 < h - bar && bottom + 3 > h - bar)) return h;
	return most })`

// look takes a picture of the page that is open, of the part at, which ends between two
// lines.
func look(ctx context.Context, at string, f frame) ([]byte, error) {
	if at != "" {
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => { const x = document.querySelector(`+quote(at)+`);
			x?.scrollIntoView({ block: "start", behavior: "instant" }); scrollBy({ top: -110, behavior: "instant" }); return !!x })()`))
		if err != nil {
			return nil, err
		}
		if !there {
			return nil, fmt.Errorf("there is no %s on the page", at)
		}
	}
	for range 3 { // what is as high as the screen moves what is below it
		height, err := chromedp.Run(ctx, chromedp.Evaluate[int64](fmt.Sprintf("%s(%d, %d)", whole, f.low, f.high)))
		if err != nil {
			return nil, err
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(f.width, height, chromedp.EmulateScale(f.scale))); err != nil {
			return nil, err
		}
		if height == f.high {
			break
		}
		f.high = height
	}
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}
