package roll

import "regexp"

// fee is what something costs that people sign up for, and nothing that is sold: "费用 100元/人".
var fee = regexp.MustCompile(`^(?:(?:课程|活动|场地|报名|体验|参加|参与|课时|拼车|学习)?费用?|收费|(?:报名|活动|场地|包场|球场|学|课时|课程|球|车|油|路|过路|高速|餐|团|班|会务|材料|体验|教练|入场|服务)费|人均|均摊|每人|每位|每家|每户|人头费)$`)

// isFee reports whether the name of what a line of the head has a price for is such a one.
func isFee(name string) bool { return fee.MatchString(fold(clean(name))) }
