package gate

// names are what rules are called where they are kept, for good.
var names = [...]string{Refused: "refused", NoConsent: "no_consent", HeldOut: "holdout", NeverAllowed: "none_allowed", Stopped: "stopped",
	PromosPaused: "promos_paused", Rest: "rest", StageWelcome: "stage_welcome", StagePosts: "stage_posts", StageDays: "stage_days",
	PlatformQuota: "quota", MomentsHours: "moments_hours", QuietHours: "quiet", MomentsDay: "moments", AnnouncedDay: "announced",
	CalledAllWeek: "call_all", MemberDay: "member", MemberWeek: "member_week", GroupSellingDay: "group_selling", GroupDay: "group", ChannelDay: "channel"}

// String is what r is called where it is kept.
func (r Rule) String() string {
	if int(r) >= len(names) {
		return ""
	}
	return names[r]
}

// RuleNamed is the inverse of String; 0 where there is none of that name.
func RuleNamed(name string) Rule {
	for r := Refused; r < pastRules; r++ {
		if names[r] == name {
			return r
		}
	}
	return 0
}
