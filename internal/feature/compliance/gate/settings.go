package gate

import (
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Settings are the limits of a workspace, or of a group that differs. A cap of 0
// lets nothing pass, except Channel, where 0 is no cap.
type Settings struct {
	Quiet        Hours   `json:"quiet"`
	Evening      Clock   `json:"evening"` // when quiet begins on the evening of a campaign
	MomentsHours []Hours `json:"moments_hours"`
	Moments      int     `json:"moments"`         // a day
	Announced    int     `json:"announced"`       // a day, in a group
	CallAll      int     `json:"call_all"`        // a week, in a group
	CallAllSale  int     `json:"call_all_sale"`   // in a week with a sale
	StagePosts   int     `json:"stage_posts"`     // that do not sell, before the first that does
	StageDays    int     `json:"stage_days"`      // before that
	Member       int     `json:"member"`          // a day
	MemberWeek   int     `json:"member_week"`     // a week
	Group        int     `json:"group"`           // a day
	GroupSelling int     `json:"group_selling"`   // a day, in a long-term group
	Channel      int     `json:"channel"`         // a day
	CareAsks     bool    `json:"care_by_consent"` // care goes to those only who agreed
}

// Defaults are the settings of a new workspace.
func Defaults() Settings {
	return Settings{
		Quiet: Hours{21*60 + 30, 9 * 60}, Evening: 22*60 + 5,
		MomentsHours: []Hours{{11*60 + 30, 13*60 + 30}, {20 * 60, 22 * 60}}, Moments: 3,
		Announced: 1, CallAll: 3, CallAllSale: 5, StagePosts: 3, StageDays: 3,
		Member: 1, MemberWeek: 3, Group: 12, GroupSelling: 4, Channel: 10_000, CareAsks: true,
	}
}

var (
	badCap = i18n.Text{
		Hans: "请填 %d 到 %d 之间的整数。",
		Hant: "請填 %d 到 %d 之間的整數。",
		En:   "Enter a whole number from %d to %d.",
	}
	badQuiet = i18n.Text{
		Hans: "免打扰最多 20 小时，不然一天里就没有时间能发了。",
		Hant: "免打擾最多 20 小時，不然一天裡就沒有時間能發了。",
		En:   "Quiet hours last 20 hours at most, or nothing could ever be sent.",
	}
	badEvening = i18n.Text{
		Hans: "活动当晚的时间要不早于免打扰开始的时间，且在当天。",
		Hant: "活動當晚的時間要不早於免打擾開始的時間，且在當天。",
		En:   "On a campaign evening quiet begins no earlier than on other days, and before midnight.",
	}
	badMoments = i18n.Text{
		Hans: "朋友圈的时段要写一到四段，每段开始和结束不同。",
		Hant: "朋友圈的時段要寫一到四段，每段開始和結束不同。",
		En:   "Give one to four stretches of hours for Moments, each with an end that differs from its beginning.",
	}
)

// Check fails with Invalid, naming the field, where s cannot be used.
func (s *Settings) Check() error {
	wrong := func(field string, says i18n.Message) error {
		return &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, says)}
	}
	for _, c := range []struct {
		field      string
		n          int
		least, top int
	}{
		{"moments", s.Moments, 0, 10}, {"announced", s.Announced, 0, 10}, {"call_all", s.CallAll, 0, 50}, {"call_all_sale", s.CallAllSale, 0, 50},
		{"stage_posts", s.StagePosts, 0, 100}, {"stage_days", s.StageDays, 0, 365}, {"member", s.Member, 0, 50}, {"member_week", s.MemberWeek, 0, 200},
		{"group", s.Group, 0, 500}, {"group_selling", s.GroupSelling, 0, 500}, {"channel", s.Channel, 0, 10_000_000},
	} {
		if c.n < c.least || c.n > c.top {
			return wrong(c.field, badCap.With(c.least, c.top))
		}
	}
	if n := (s.Quiet.To - s.Quiet.From + endOfDay) % endOfDay; n > 20*60 || s.Quiet.From < 0 || s.Quiet.From >= endOfDay || s.Quiet.To < 0 || s.Quiet.To > endOfDay {
		return wrong("quiet_from", badQuiet.With())
	}
	if s.Evening < 0 || s.Evening >= endOfDay || s.Quiet.To < s.Quiet.From && s.Evening < s.Quiet.From {
		return wrong("evening", badEvening.With())
	}
	if len(s.MomentsHours) == 0 || len(s.MomentsHours) > 4 {
		return wrong("moments_hours", badMoments.With())
	}
	for _, h := range s.MomentsHours {
		if h.From == h.To || h.From < 0 || h.From >= endOfDay || h.To < 0 || h.To > endOfDay {
			return wrong("moments_hours", badMoments.With())
		}
	}
	return nil
}
