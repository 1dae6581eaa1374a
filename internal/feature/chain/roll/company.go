package roll

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	// withOne is somebody who is one person, and comes along: "带老公", "和女儿".
	withOne = regexp.MustCompile(`^(?:我)?(带|和|跟|与|同)(?:着|上|了)?我?家?的?(?:(老公|老婆|爱人|先生|太太|对象|男友|女友|男朋友|女朋友|老伴|我?[妈爸]|妈妈|爸爸|老妈|老爸|婆婆|岳母|岳父)|女儿|儿子|孙子|孙女|外孙|弟弟|妹妹|哥哥|姐姐|姐|妹|哥|弟|外婆|外公|奶奶|爷爷|闺蜜)(?:一起|来|去|一起来|一起去)?$`)
	// withSome are so many who come along: "带2个朋友".
	withSome = regexp.MustCompile(`^(?:我)?带(?:了|着|上|来)?(?:([1-5])|([一两二三四五]))(?:个|位|名)?(?:朋友|同事|同学|球友|队友|闺蜜|室友|邻居|老乡|亲戚|人)(?:一起|来|去|一起来|一起去)?$`)
	// ofKids are words of a head by which children are counted.
	ofKids = regexp.MustCompile(`小朋友|孩子|少儿|儿童|亲子|宝宝|幼儿|岁|学生|年级`)
	// plusSome is a name with others behind a plus: "老冯+1".
	plusSome = regexp.MustCompile(`^(.*[^+\s])?\s*\+\s*([1-9])(?:人|位)?$`)
	// besideName begins what is no part of a name before it: "王 带娃".
	besideName = regexp.MustCompile(`^(?:[带和跟与同没有请不+]|两|[一二三四五][个位人])`)
	// plusMeans is where a head says what a plus means: "带人的写+1 +2".
	plusMeans = regexp.MustCompile(`带(?:人|朋友|家属|家人|队友|球友|伴|外援)[^\n+]{0,8}\+ ?[1-9n]|\+ ?[1-9n][^\n]{0,6}(?:带|表示|代表|就是|=)[^\n]{0,4}(?:人|朋友|家属|家人|外援)`)
	// ofThem is said of those who are counted: "其中一个小孩".
	ofThem = regexp.MustCompile(`^(?:其中|里面|含|包括|包含)(?:有)?(?:([1-9])|([一两二三四五]))个?(?:是)?(?:小孩|孩子|儿童|小朋友|娃|宝宝|老人|大人|女生|男生|女|男)$`)
	// lacking is what somebody has not, who comes all the same: "没拍子", "没打过".
	lacking = regexp.MustCompile(`^(?:我|还|但)?没有?(?:带|自己的)?(?:球?拍子?|球鞋|鞋|球|垫子?|瑜伽垫|装备|头盔|护膝|帐篷|睡袋|登山杖|杖|泳[衣帽镜]|琴|吉他|画笔|工具|剪刀|泳圈|车|经验|基础)(?:了)?$|^(?:从来?|我|还|以前)?没(?:打|玩|学|画|练|爬|跑|骑|滑|游|参加|来|去)过$|^(?:零|没有?)基础$|^(?:新手|小白|菜鸟|初学)(?:一枚|一个)?$`)
	// lends is somebody who asks the others for help, and comes.
	lends = regexp.MustCompile(`^(?:(?:有)?谁|有没有人|有人|哪位|求|可以|能)(?:有多的|有空|能|可以)?(?:借|教|带|捎|载|接)(?:一?下)?我?(?:一?下)?(?:[一1][把只副个块双套])?(?:球?拍子?|垫子?|瑜伽垫|头盔|杖|鞋)?(?:用|用用|吧|呗|一下|呀|啊)?$`)
)

// handful is a number below ten in one of two groups of a pattern; 0 for none.
func handful(digits, han string) int64 {
	if n, err := strconv.Atoi(digits); err == nil {
		return int64(n)
	}
	if s := []rune(han); len(s) > 0 {
		n, _ := chineseNumber(s, 0)
		return n
	}
	return 0
}

// along reads who comes along with somebody, and reports whether that is one. sure says that
// they surely count as persons of their own; children and who is only named need a sum beside it.
func (r *reader) along(low string) (n int64, sure bool) {
	kids := ofKids.MatchString(r.headLow) // who brings them may not count
	if m := withOne.FindStringSubmatch(low); m != nil {
		return 1, m[1] == "带" && m[2] != "" && !kids
	}
	m := withSome.FindStringSubmatch(low)
	if m == nil || strings.HasSuffix(low, "人") && strings.Contains(r.headLow, "车") { // who drives takes along so many
		return 0, false
	}
	return handful(m[1], m[2]), !kids
}

// withCompany adds those who come along to how many come, and reports whether both agree.
func (e *entry) withCompany() bool {
	switch {
	case e.along == 0:
		return true
	case len(e.Items) == 1:
		return e.Items[0].Amount == 1000+1000*e.along
	case len(e.Items) > 1 || e.unsure:
		return false
	}
	e.Items = []Item{{Product: "人", Amount: 1000 + 1000*e.along}}
	return true
}

// saidOfThem reports whether a remark says who some of those are that are counted.
func (e *entry) saidOfThem(low string) bool {
	m := ofThem.FindStringSubmatch(low)
	return m != nil && len(e.Items) == 1 && 1000*handful(m[1], m[2]) <= e.Items[0].Amount
}

// bringsAlong notes who comes along with somebody, and reports whether a piece says that.
func (r *reader) bringsAlong(e *entry, low string) bool {
	n, sure := r.along(low)
	if m := plusSome.FindStringSubmatch(low); m != nil && m[1] == "" && plusMeans.MatchString(r.headLow) && len(e.Items) == 0 {
		n, sure = handful(m[2], ""), true
	}
	if n == 0 || e.along > 0 || e.Crossed {
		return false
	}
	e.along, e.unsure = n, !sure
	return true
}
