package script

import (
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

var (
	mendSpan = i18n.Text{
		Hans: "请写数字加单位：30min、2h、28d、4w。",
		Hant: "請寫數字加單位：30min、2h、28d、4w。",
		En:   "Write a number and its unit: 30min, 2h, 28d, 4w.",
	}
	mendClock = i18n.Text{
		Hans: "请写成 9:00 这样的钟点，或双大括号里一个 kind: clock 的项。",
		Hant: "請寫成 9:00 這樣的鐘點，或雙大括號裡一個 kind: clock 的項。",
		En:   "Write a time of day such as 9:00, or a field of kind clock in double braces.",
	}
	mendPlainName = i18n.Text{
		Hans: "请用小写字母、数字和连字符，字母开头，例如 monday-fresh。",
		Hant: "請用小寫字母、數字和連字號，字母開頭，例如 monday-fresh。",
		En:   "Use small letters, digits and hyphens, with a letter first, such as monday-fresh.",
	}
	mendFieldName = i18n.Text{
		Hans: "名字里不能有空格和大括号，最多 40 个字。",
		Hant: "名稱裡不能有空格和大括號，最多 40 個字。",
		En:   "The name holds no blanks and no braces, and has 40 characters at most.",
	}
	mendList = i18n.Text{
		Hans: "这里是好几条，每条另起一行，前面写“- ”。",
		Hant: "這裡是好幾條，每條另起一行，前面寫「- 」。",
		En:   "This is a list: put each on a line of its own that begins with “- ”.",
	}
	mendQuoted = i18n.Text{
		Hans: "这里是文字，请用引号包起来，例如 \"10:00\"。",
		Hant: "這裡是文字，請用引號包起來，例如 \"10:00\"。",
		En:   "This is a text: put it in quotes, such as \"10:00\".",
	}
	mendOneOf    = i18n.Text{Hans: "请从里面选一个。", Hant: "請從裡面選一個。", En: "Take one of these."}
	mendMore     = i18n.Text{Hans: "请补上。", Hant: "請補上。", En: "Add what is missing."}
	mendFewer    = i18n.Text{Hans: "请去掉几项。", Hant: "請去掉幾項。", En: "Take some out."}
	mendShorter  = i18n.Text{Hans: "请写短一些。", Hant: "請寫短一些。", En: "Make it shorter."}
	mendInside   = i18n.Text{Hans: "请改到范围以内。", Hant: "請改到範圍以內。", En: "Bring it within the limit."}
	mendTakeOut  = i18n.Text{Hans: "请去掉多出来的。", Hant: "請去掉多出來的。", En: "Take out what is too much."}
	mendPer      = i18n.Text{Hans: "请改 per，或去掉这一项。", Hant: "請改 per，或去掉這一項。", En: "Change per, or take it out."}
	mendShares   = i18n.Text{Hans: "请改 share，让它们加起来是 100。", Hant: "請改 share，讓它們加起來是 100。", En: "Change share until they add up to 100."}
	mendByManual = i18n.Text{
		Hans: "请对照“每一项怎么写”来改，或从现成的 SOP 里抄一段。",
		Hant: "請對照「每一項怎麼寫」來改，或從現成的 SOP 裡抄一段。",
		En:   "Look at how it is described, or take a piece of a ready playbook.",
	}
)

// mendUnlike says how a value is to be written that is not as the schema has it.
func mendUnlike(k jsonschema.ErrorKind) i18n.Message {
	switch k := k.(type) {
	case *kind.Pattern:
		return mendPattern(k.Want)
	case *kind.Type:
		switch {
		case slices.Contains(k.Want, "array") && !slices.Contains(k.Want, "string"):
			return mendList.With()
		case slices.Contains(k.Want, "string") && (k.Got == "number" || k.Got == "boolean"):
			return mendQuoted.With()
		}
	case *kind.Enum, *kind.Const:
		return mendOneOf.With()
	case *kind.MinItems, *kind.MinProperties, *kind.MinLength:
		return mendMore.With()
	case *kind.MaxItems, *kind.MaxProperties:
		return mendFewer.With()
	case *kind.MaxLength:
		return mendShorter.With()
	case *kind.Minimum, *kind.Maximum:
		return mendInside.With()
	}
	return mendByManual.With()
}

// mendPattern knows the patterns of the schema by what is peculiar to them.
func mendPattern(pattern string) i18n.Message {
	switch {
	case strings.Contains(pattern, "(min|h|d|w)"):
		return mendSpan.With()
	case strings.Contains(pattern, "[0-5][0-9]"):
		return mendClock.With()
	case strings.Contains(pattern, "[a-z0-9-]"):
		return mendPlainName.With()
	case strings.HasPrefix(pattern, `^[^{}\s]`):
		return mendFieldName.With()
	}
	return mendByManual.With()
}
