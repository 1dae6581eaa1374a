package sample

// Talk is a sharing of the sample, as its summary is kept afterwards.
type Talk struct {
	Days   int // before now
	Title  string
	Sharer string
	Points string
	Groups []string // by name; none for all
}

// Talks are the sharings of the sample, the oldest first. Their titles say that they
// are examples.
func Talks() []Talk {
	return []Talk{
		{Days: 20, Title: "样例：叶子菜买回家怎么放", Sharer: "店长", Groups: []string{Members, Offers},
			Points: "1. 先别洗，洗了容易烂，吃之前再洗\n2. 用厨房纸裹一下，装进保鲜袋，留个小口\n3. 根朝下竖着放，比平躺着放得住\n4. 两三天里吃完，发黄的叶子先摘掉"},
		{Days: 13, Title: "样例：小排、大排、肋排怎么挑", Sharer: "切肉的老师傅", Groups: []string{Members},
			Points: "1. 炖汤要小排，骨头多一点才有味道\n2. 红烧用肋排，肥瘦一层一层，烧出来不柴\n3. 大排适合煎，先拍松再腌\n4. 看颜色：鲜红、不发暗；按一下能弹回来\n\n没答到的补一条：冷冻的排骨提前一晚放冷藏室化，别用热水泡。"},
		{Days: 6, Title: "样例：鸡蛋怎么看新不新鲜", Sharer: "店长",
			Points: "1. 放进清水里：沉底横躺的新鲜，立起来的尽快吃，浮起来的别吃\n2. 打开看：蛋黄鼓、蛋白稠，就是新鲜的\n3. 大头朝上放冰箱，别跟味道重的放一起\n4. 壳上有脏的，吃之前再洗"},
	}
}
