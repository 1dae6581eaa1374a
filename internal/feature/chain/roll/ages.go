package roll

import (
	"regexp"
	"strings"
)

var (
	// aged is how old somebody is, or in which class: of one person, and never goods.
	aged = regexp.MustCompile(`^(?:今年|虚岁|周岁|快|刚|刚满|已满|满)?(?:[0-9]{1,3}(?:\.5)?|[一二两三四五六七八九十]{1,3})个?(?:周岁|虚岁|岁)(?:半|多|了|啦|零?[0-9一二两三四五六七八九十]{1,2}个?月)?(?:的?(?:男孩|女孩|男宝|女宝|男|女|小朋友|宝宝|孩子|小孩|娃|哥哥|姐姐))?$|^(?:[0-9]{1,2}|十[一二三四五六七八]?)个月(?:大|宝宝)?$|^(?:上|读|在|开学|准)?(?:[1-9一二三四五六七八九]年级|高[一二三]|初[一二三]|[大中小]班)(?:的?(?:男|女)(?:生|孩)?)?$`)
	// ageBehind is a name with an age right behind it: "朵朵5岁".
	ageBehind = regexp.MustCompile(`^(\p{Han}{2,6}|[a-z]{2,12})((?:[0-9]{1,2}|[一二两三四五六七八九十])(?:周岁|虚岁|岁)(?:半)?)$`)
	// ofAge are words behind a number that say how old somebody is.
	ofAge = regexp.MustCompile(`^(?:周|虚)?岁|^年级|^月(?:大|龄)?$|^月宝`)
)

// saysPersons reports whether a row says how many come, and whether it says how old
// somebody is.
func saysPersons(body string) (heads, age bool) {
	for _, one := range segments(strings.NewReplacer("(", " ", ")", " ").Replace(body)) {
		low := fold(one)
		heads = heads || headsIn(low) > 0 || gluedCount.MatchString(low)
		age = age || aged.MatchString(low) || ageBehind.MatchString(low)
	}
	return heads, age
}
